package io.rootsocket.hub.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * Hears what Artemis says of files that it cannot read: it offers no other way to know. Each kind of it is handed on once,
 * as health says it until the next start. Safe to share between threads.
 */
final class UnreadableFiles extends AbstractAppender implements AutoCloseable {

    /**
     * Files and records of journals, page files and large messages, and records that refer to what was in them. What Artemis
     * says after any kill, of transactions that were not committed and of files that it had not finished, is not among them.
     */
    private static final Set<String> CODES = Set.of(
            "AMQ142014",
            "AMQ142032",
            "AMQ144007",
            "AMQ222030",
            "AMQ222033",
            "AMQ222035",
            "AMQ222041",
            "AMQ222042",
            "AMQ222043",
            "AMQ222047",
            "AMQ222049",
            "AMQ222153",
            "AMQ222254",
            "AMQ222285",
            "AMQ222304",
            "AMQ224009",
            "AMQ224010",
            "AMQ224011",
            "AMQ224075");

    private static final String ARTEMIS = "org.apache.activemq.artemis";
    private static final Pattern CODE = Pattern.compile("(AMQ\\d{6}): .*", Pattern.DOTALL);

    private final Losses losses;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    private UnreadableFiles(Losses losses) {
        super("unreadable-files-" + System.identityHashCode(losses), null, null, true, Property.EMPTY_ARRAY);
        this.losses = losses;
    }

    /** Hears from now on, if the log is log4j's. */
    static UnreadableFiles listen(Losses losses) {
        var listener = new UnreadableFiles(losses);
        listener.start();
        if (LogManager.getContext(false) instanceof LoggerContext log) {
            log.getConfiguration().getRootLogger().addAppender(listener, Level.WARN, null);
        }
        return listener;
    }

    /** A route may log what a stranger has sent. */
    @Override
    public void append(LogEvent event) {
        if (!event.getLoggerName().startsWith(ARTEMIS)) {
            return;
        }
        String message = event.getMessage().getFormattedMessage();
        Matcher code = CODE.matcher(message);
        if (code.matches() && CODES.contains(code.group(1)) && heard.add(code.group(1))) {
            losses.unreadable(message);
        }
    }

    @Override
    public void close() {
        if (LogManager.getContext(false) instanceof LoggerContext log) {
            log.getConfiguration().getRootLogger().removeAppender(getName());
        }
        stop();
    }
}
