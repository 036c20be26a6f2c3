package io.rootsocket.hub.broker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.utils.VersionLoader;

/** Which releases of Artemis the outbox works with. */
final class BrokerVersion {

    /** The first that can be asked for its queues by name and by what they hold at once. */
    static final String OLDEST = "2.53.0";

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");

    private BrokerVersion() {}

    /**
     * Says that a broker is too old, and what to do.
     *
     * @param version what it calls itself, such as {@code 2.41.0} or {@code 2.33.0.redhat-00010}
     * @return empty if it is not, or if nobody can tell
     */
    static Optional<String> tooOld(String version) {
        Matcher given = NUMBERS.matcher(version);
        Matcher oldest = NUMBERS.matcher(OLDEST);
        if (!given.matches() || !oldest.matches() || order(given) >= order(oldest)) {
            return Optional.empty();
        }
        return Optional.of(
                ("The broker is Artemis %s, and the hub needs %s or newer (it has %s on board). What waits stays "
                                + "there; update the broker, and it is delivered.")
                        .formatted(version, OLDEST, VersionLoader.getVersion().getFullVersion()));
    }

    private static long order(Matcher numbers) {
        return Long.parseLong(numbers.group(1)) * 1_000_000 + Long.parseLong(numbers.group(2));
    }
}
