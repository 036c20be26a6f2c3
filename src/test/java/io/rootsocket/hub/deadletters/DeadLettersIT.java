package io.rootsocket.hub.deadletters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** On the embedded broker. */
class DeadLettersIT extends DeadLettersContract {

    @Override
    Broker connect(Path ofTest) {
        return Broker.onFolder(ofTest.resolve("broker"));
    }

    /** Its end is that of its connections. */
    @Override
    void restart() {}

    @Test
    void saysThatAnotherProcessHasTheFolder() {
        assertThatThrownBy(() -> Broker.onFolder(folder.resolve("broker")))
                .isInstanceOf(BrokerException.class)
                .hasMessageContainingAll(folder.toString(), "another process uses it");
    }
}
