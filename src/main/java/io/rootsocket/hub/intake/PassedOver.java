package io.rootsocket.hub.intake;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies in the folders of file sources and is not taken: said once in the log, and in health for as long as it lies
 * there. Safe for several threads.
 */
final class PassedOver extends AbstractHealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger("io.rootsocket.hub.files");

    /** So many are named: a stranger may leave any number. */
    private static final int NAMED = 100;

    private static final int NAMED_IN_HEALTH = 10;

    private final Map<Path, String> odd = new ConcurrentHashMap<>();

    PassedOver() {
        super("hub", "files-passed-over");
    }

    void add(Path file, String what) {
        if (odd.size() >= NAMED && !odd.containsKey(file)) {
            forgetThoseThatAreGone();
        }
        if (odd.size() < NAMED && odd.putIfAbsent(file, what) == null) {
            LOG.warn(
                    "{} is {}, and is passed over: only regular files that lie in the folder themselves are taken. Put the file itself there, or delete it.",
                    printable(file),
                    what);
        }
    }

    /** A regular file may lie there by now. */
    private void forgetThoseThatAreGone() {
        odd.keySet().removeIf(file -> OwnFile.oddity(file).isEmpty());
    }

    /** Its name is a stranger's, who may write lines of a log with it. */
    private static String printable(Path file) {
        return file.toString().replaceAll("\\p{C}", "?");
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        forgetThoseThatAreGone();
        Map<Path, String> now = new TreeMap<>(odd);
        builder.detail("degraded", !now.isEmpty());
        if (now.isEmpty()) {
            builder.up();
            return;
        }
        String named = now.entrySet().stream()
                .limit(NAMED_IN_HEALTH)
                .map(entry -> "%s (%s)".formatted(printable(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(", "));
        int more = now.size() - NAMED_IN_HEALTH;
        builder.unknown()
                .message("Degraded: no regular files, and passed over: %s%s. Delete them."
                        .formatted(named, more > 0 ? " and %d more".formatted(more) : ""));
    }
}
