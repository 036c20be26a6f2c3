package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.Broker;
import java.nio.file.Path;

/** On the embedded broker. */
class OutboxIT extends OutboxContract {

    @Override
    Broker connect(Path ofTest) {
        return Broker.onFolder(ofTest.resolve("broker"));
    }

    /** Its end is that of its connections. */
    @Override
    void restart() {}
}
