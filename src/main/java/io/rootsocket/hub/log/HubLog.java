package io.rootsocket.hub.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractOutputStreamAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a hub that runs: what may not be shown is left out of it, and what it says can be more or less for a while. A
 * changed level goes back by itself, at a time or at the next start. There is one log in a process. Safe to share between
 * threads.
 */
public final class HubLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubLog.class);
    private static final List<Level> LEVELS =
            List.of(Level.OFF, Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE);
    private static final int MAX_LINES = 300;
    private static final int MAX_LINE = 2_000;
    private static final Deque<String> RECENT = new ArrayDeque<>();

    private static volatile UnaryOperator<String> redaction = UnaryOperator.identity();

    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<String, Changed> changed = new TreeMap<>();

    /** @param before its own level; null if it went by the one above it */
    private record Changed(
            LogLevel now, @Nullable Level before, @Nullable ScheduledFuture<?> end) {}

    /** @param timer on which changed levels go back; it is not closed */
    public HubLog(ScheduledExecutorService timer, Clock clock) {
        this.timer = timer;
        this.clock = clock;
    }

    /** From now on, everything that this process logs goes through it; it must be quick, and know what lines are made of. */
    public static void redact(UnaryOperator<String> how) {
        redaction = how;
        configuration().getLoggers().values().forEach(HubLog::redact);
    }

    private static void redact(LoggerConfig logger) {
        for (Appender appender : List.copyOf(logger.getAppenders().values())) {
            if (appender instanceof AbstractOutputStreamAppender<?> plain) {
                var redacted = new RedactedAppender(plain, () -> redaction, HubLog::remember);
                redacted.start();
                Optional<AppenderRef> reference = logger.getAppenderRefs().stream()
                        .filter(each -> each.getRef().equals(plain.getName()))
                        .findFirst();
                // First the one, then the other: a line in between is there twice, which is better than not at all.
                logger.addAppender(
                        redacted,
                        reference.map(AppenderRef::getLevel).orElse(null),
                        reference.map(AppenderRef::getFilter).orElse(null));
                logger.removeAppender(plain.getName());
            }
        }
    }

    private static void remember(String line) {
        synchronized (RECENT) {
            RECENT.addLast(line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…");
            if (RECENT.size() > MAX_LINES) {
                RECENT.removeFirst();
            }
        }
    }

    /** The last lines that were logged, as they were written: without secrets. */
    public static List<String> recent() {
        synchronized (RECENT) {
            return List.copyOf(RECENT);
        }
    }

    /** Those that somebody has changed, and the hub's own. */
    public synchronized List<LogLevel> levels() {
        var all = new TreeMap<String, LogLevel>();
        for (String part : LoggerNames.PARTS.values()) {
            String level = word(configuration().getLoggerConfig(part).getLevel());
            all.put(part, new LogLevel(part, level, level, null, null));
        }
        changed.forEach((logger, change) -> all.put(logger, change.now()));
        return List.copyOf(all.values());
    }

    /** Those that somebody has changed. */
    public synchronized List<LogLevel> changed() {
        return changed.values().stream().map(Changed::now).toList();
    }

    /**
     * Logs more or less of somebody.
     *
     * @param logger a package or class of Java's, the id of a route, a part such as {@code outbox}, or {@code hub}, {@code
     *     camel} or {@code broker}
     * @param routes the ids of the routes, each of which is a logger
     * @param level what of it is logged; empty: what is configured, from now on
     * @param lasting for how long; empty: until the next start
     * @param by who wants it, and why
     * @throws IllegalArgumentException if that is no logger, no level or no time
     */
    public synchronized LogLevel set(
            String logger, Collection<String> routes, Optional<String> level, Optional<Duration> lasting, String by) {
        var known = new HashSet<>(routes);
        known.addAll(changed.keySet());
        String name = LoggerNames.full(logger, known);
        if (level.isEmpty()) {
            if (changed.containsKey(name)) {
                LOG.info("The log level of {} is as configured again, by {}", name, by);
            }
            return reset(name);
        }
        Level wanted = level(level.get());
        lasting.filter(time -> time.isNegative() || time.isZero()).ifPresent(time -> {
            throw new IllegalArgumentException("The level must last for some time.");
        });
        Optional<Instant> until = lasting.map(clock.instant().truncatedTo(ChronoUnit.SECONDS)::plus);
        LOG.info(
                "The log level of {} is {} {}, by {}",
                name,
                word(wanted),
                until.map("until %s"::formatted).orElse("until the next start"),
                by);
        Changed before = changed.get(name);
        LoggerConfig own = own(name);
        LogLevel now = new LogLevel(
                name,
                word(wanted),
                before == null
                        ? word(configuration().getLoggerConfig(name).getLevel())
                        : before.now().configured(),
                until.orElse(null),
                by);
        cancel(before);
        Configurator.setLevel(name, wanted);
        changed.put(
                name,
                new Changed(
                        now,
                        before != null ? before.before() : own == null ? null : own.getLevel(),
                        lasting.map(time -> timer.schedule(() -> end(now), time.toMillis(), TimeUnit.MILLISECONDS))
                                .orElse(null)));
        return now;
    }

    private synchronized void end(LogLevel over) {
        Changed still = changed.get(over.logger());
        if (still != null && still.now().equals(over)) {
            reset(over.logger());
            LOG.info("The log level of {} is {} again, as configured", over.logger(), over.configured());
        }
    }

    private LogLevel reset(String name) {
        Changed change = changed.remove(name);
        if (change != null) {
            cancel(change);
            if (change.before() != null) {
                Configurator.setLevel(name, change.before());
            } else {
                configuration().removeLogger(name);
                LoggerContext.getContext(false).updateLoggers();
            }
        }
        String level = word(configuration().getLoggerConfig(name).getLevel());
        return new LogLevel(name, level, level, null, null);
    }

    private static void cancel(@Nullable Changed change) {
        if (change != null && change.end() != null) {
            change.end().cancel(false);
        }
    }

    private static @Nullable LoggerConfig own(String name) {
        return configuration().getLoggers().get(name);
    }

    private static Configuration configuration() {
        return LoggerContext.getContext(false).getConfiguration();
    }

    private static Level level(String word) {
        return LEVELS.stream()
                .filter(level -> level.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`%s` is not a level. Choose one of: %s."
                        .formatted(
                                word,
                                String.join(
                                        ", ", LEVELS.stream().map(HubLog::word).toList()))));
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** All levels are as configured again. Safe twice. */
    @Override
    public synchronized void close() {
        new HashSet<>(changed.keySet()).forEach(this::reset);
    }
}
