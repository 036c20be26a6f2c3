package io.rootsocket.hub.cli.doctor;

import io.rootsocket.hub.text.NearestWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

/** A time zone of the environment that Java does not know, in whose place it takes another without a word. */
final class UnknownTimeZone {

    /** How the C library writes the same. */
    private static final String AS_A_FILE = "^:?(/usr/share/zoneinfo/)?(posix/)?";

    private UnknownTimeZone() {}

    /** @param taken what Java has taken it for */
    static Optional<Diagnosis> in(Map<String, String> environment, TimeZone taken) {
        String wanted = environment.getOrDefault("TZ", "");
        String name = wanted.replaceFirst(AS_A_FILE, "");
        List<String> known = List.of(TimeZone.getAvailableIDs());
        // With a name of its own, Java's has been found elsewhere, as in a file that TZ names, or in an option.
        boolean madeUp = taken.getID().startsWith("GMT");
        if (name.isEmpty() || known.contains(name) || !madeUp) {
            return Optional.empty();
        }
        String nearest = NearestWord.suggestion(name, known).map(" "::concat).orElse("");
        return Optional.of(Diagnosis.warning(
                "zone",
                "Java does not know the time zone of TZ=%s and takes %s.%s".formatted(wanted, taken.getID(), nearest),
                "Write a name such as Europe/Berlin, or unset TZ for the machine's."));
    }
}
