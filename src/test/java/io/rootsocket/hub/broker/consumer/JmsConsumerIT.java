package io.rootsocket.hub.broker.consumer;

import io.rootsocket.hub.testing.ContractBroker;

/** By JMS, which brings a selection from the embedded broker. */
class JmsConsumerIT extends QueueConsumerContract {

    @Override
    ContractBroker where() {
        return ContractBroker.EMBEDDED;
    }

    @Override
    Class<? extends QueueConsumer> way() {
        return JmsConsumer.class;
    }

    @Override
    String selector() {
        return "number > 0";
    }
}
