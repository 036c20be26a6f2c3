package io.rootsocket.hub.outbox;

import io.rootsocket.hub.testing.BrokerProcessExtension;
import io.rootsocket.hub.testing.ContractBroker;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On a broker in a process of its own. */
class OutboxElsewhereIT extends OutboxContract {

    @RegisterExtension
    static final BrokerProcessExtension ELSEWHERE = new BrokerProcessExtension();

    @Override
    ContractBroker where() {
        return ELSEWHERE;
    }
}
