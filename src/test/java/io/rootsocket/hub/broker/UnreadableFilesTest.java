package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;

class UnreadableFilesTest {

    private final Losses losses = new Losses();

    private void said(String logger, String words) {
        try (UnreadableFiles listening = UnreadableFiles.listen(losses)) {
            assertThat(listening.isStarted()).isTrue();
            LogManager.getLogger(logger).warn(words);
        }
    }

    @Test
    void hearsTheBroker() {
        said("org.apache.activemq.artemis.core.server", "AMQ224009: a queue is gone");

        assertThat(losses.unreadable()).containsExactly("AMQ224009: a queue is gone");
    }

    @Test
    void doesNotBelieveWhatAnybodyElseLogs() {
        said("route1", "AMQ224009: a stranger's text");

        assertThat(losses.unreadable()).isEmpty();
    }
}
