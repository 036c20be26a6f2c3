package io.rootsocket.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.TrailSettings;
import io.rootsocket.hub.trail.redaction.RedactedNames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What leaves secrets out of a line may have something to say itself, to the same log. */
@Timeout(60)
class RedactedAppenderTest {

    private static final String EVIL = "x".repeat(60) + "s3cret";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<String> recent = new CopyOnWriteArrayList<>();
    private final Complaints complaints = new Complaints();
    private volatile UnaryOperator<String> redaction = UnaryOperator.identity();

    @BeforeEach
    void aLogOfItsOwn() {
        var plain = OutputStreamAppender.newBuilder()
                .setName("plain")
                .setTarget(written)
                .setLayout(PatternLayout.newBuilder().withPattern("%p %m%n").build())
                .build();
        plain.start();
        var redacted = new RedactedAppender(plain, () -> redaction, recent::add);
        redacted.start();
        root().addAppender(redacted, null, null);
        StatusLogger.getLogger().registerListener(complaints);
    }

    @AfterEach
    void noLogOfItsOwn() {
        StatusLogger.getLogger().removeListener(complaints);
        root().removeAppender("redacted-plain");
    }

    private static LoggerConfig root() {
        return LoggerContext.getContext(false).getConfiguration().getRootLogger();
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aLineOnWhichAPatternTakesTooLongSaysSoInItsPlace() {
        var names = RedactedNames.of("/(x+x+)+y/");
        redaction = new Redaction(new TrailSettings(Path.of("x"), 4_000_000, Duration.ofDays(1), 0, names), List::of)
                ::whole;

        LoggerFactory.getLogger("shop").error("no answer to {}", EVIL);
        LoggerFactory.getLogger("shop").info("goes on");

        assertThat(lines())
                .containsExactly(
                        "[redacted: %d characters, on which /(x+x+)+y/ of HUB_TRAIL_REDACT takes too long]"
                                .formatted("ERROR no answer to ".length() + EVIL.length()),
                        "INFO goes on")
                .isEqualTo(recent);
        assertThat(complaints.heard).isEmpty();
    }

    @Test
    void aRedactionThatLogsIsNotAskedForEver() {
        redaction = line -> {
            LoggerFactory.getLogger("shop").warn("looks at s3cret");
            return line.replace("s3cret", "[redacted]");
        };

        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(thread -> CompletableFuture.runAsync(
                                () -> LoggerFactory.getLogger("shop").info("thread {} has s3cret", thread)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "INFO thread 0 has [redacted]",
                        "INFO thread 1 has [redacted]",
                        "INFO thread 2 has [redacted]",
                        "INFO thread 3 has [redacted]");
    }

    @Test
    void aLineThatCannotBeRedactedIsNotWritten() {
        redaction = line -> {
            throw new IllegalStateException("no memory for " + line);
        };

        LoggerFactory.getLogger("shop").info("has s3cret");

        assertThat(lines()).isEmpty();
        assertThat(recent).isEmpty();
    }

    /** What Log4j says of itself. */
    private static final class Complaints implements StatusListener {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void log(StatusData data) {
            heard.add(data.getFormattedStatus());
        }

        @Override
        public Level getStatusLevel() {
            return Level.WARN;
        }

        @Override
        public void close() {}
    }
}
