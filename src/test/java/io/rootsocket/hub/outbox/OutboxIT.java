package io.rootsocket.hub.outbox;

import io.rootsocket.hub.testing.ContractBroker;

/** On the embedded broker. */
class OutboxIT extends OutboxContract {

    @Override
    ContractBroker where() {
        return ContractBroker.EMBEDDED;
    }
}
