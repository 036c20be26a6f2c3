package io.rootsocket.hub.broker.consumer;

import io.rootsocket.hub.testing.BrokerProcessExtension;
import io.rootsocket.hub.testing.ContractBroker;
import org.junit.jupiter.api.extension.RegisterExtension;

/** By Artemis' own client, from a broker in a process of its own. */
class CoreConsumerIT extends QueueConsumerContract {

    @RegisterExtension
    static final BrokerProcessExtension ELSEWHERE = new BrokerProcessExtension();

    @Override
    ContractBroker where() {
        return ELSEWHERE;
    }

    @Override
    Class<? extends QueueConsumer> way() {
        return CoreConsumer.class;
    }
}
