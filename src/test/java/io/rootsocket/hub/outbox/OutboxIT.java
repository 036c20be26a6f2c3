package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.ContractBroker;
import org.junit.jupiter.api.Test;

/** On the embedded broker. */
class OutboxIT extends OutboxContract {

    @Override
    ContractBroker where() {
        return ContractBroker.EMBEDDED;
    }

    /** The first screen of a hub with thousands of messages said that none waits. */
    @Test
    void knowsWhatWaitsBeforeItsFirstLook() throws Exception {
        accept("news", "one");
        accept("news", "two");
        accept("sport", "three");
        close();
        open();

        assertThat(outbox.status().depth()).isEqualTo(3);
        assertThat(outbox.status().waiting())
                .extracting(waiting -> waiting.channel().value())
                .containsExactlyInAnyOrder("news", "sport");
    }
}
