package io.rootsocket.hub.deadletters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.testing.ContractBroker;
import org.junit.jupiter.api.Test;

/** On the embedded broker. */
class DeadLettersIT extends DeadLettersContract {

    @Override
    ContractBroker where() {
        return ContractBroker.EMBEDDED;
    }

    @Test
    void saysThatAnotherProcessHasTheFolder() {
        assertThatThrownBy(() -> Broker.onFolder(folder.resolve("broker")))
                .isInstanceOf(BrokerException.class)
                .hasMessageContainingAll(folder.toString(), "another process uses it");
    }
}
