package io.rootsocket.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter.Result;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What libraries would say each second, as {@link LogConfiguration} has it. */
class SeldomLinesTest {

    @ParameterizedTest
    @ValueSource(strings = {"io.netty.channel.DefaultChannelPipeline", "io.vertx.core.impl.BlockedThreadChecker"})
    void areSaidOnceAMinute(String name) {
        try (var context = new LoggerContext("shipped")) {
            context.start(new LogConfiguration(context));
            LoggerConfig logger = context.getConfiguration().getLoggerConfig(name);

            assertThat(logger.getName()).isEqualTo(name);
            assertThat(logger.isFiltered(warning(name))).isFalse();
            for (int second = 0; second < 10; second++) {
                assertThat(logger.getFilter().filter(warning(name))).isEqualTo(Result.DENY);
            }
        }
    }

    /** Two filters of one logger would be none, and a complaint of Log4j's at each start. */
    @Test
    void theBrokerNeitherNamesWhatItDropsNorFloodsTheLog() {
        String name = "org.apache.activemq.artemis.core.server";
        try (var context = new LoggerContext("shipped")) {
            context.start(new LogConfiguration(context));
            LoggerConfig logger = context.getConfiguration().getLoggerConfig(name);

            assertThat(context.getConfiguration().getRootLogger().getAppenderRefs())
                    .allSatisfy(to -> assertThat(to.getFilter().filter(event(name, "AMQ222059: Duplicate message")))
                            .isEqualTo(Result.DENY));
            assertThat(IntStream.range(0, 100).filter(line -> !logger.isFiltered(event(name, "refused"))))
                    .hasSize(20);
        }
    }

    private static Log4jLogEvent warning(String name) {
        return event(name, "again");
    }

    private static Log4jLogEvent event(String name, String message) {
        return Log4jLogEvent.newBuilder()
                .setLoggerName(name)
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(message))
                .build();
    }
}
