package io.rootsocket.hub.testing;

import io.rootsocket.hub.broker.Broker;
import java.nio.file.Path;

/** Where the broker is that a contract is held to. */
public interface ContractBroker {

    /** In this process, on a folder of each test. */
    ContractBroker EMBEDDED = new ContractBroker() {
        @Override
        public Broker connect(Path ofTest) {
            return Broker.onFolder(ofTest.resolve("broker"));
        }

        @Override
        public void restart() {
            // Its end is that of its connections.
        }
    };

    /** As a hub uses it. */
    Broker connect(Path ofTest);

    /** Ends it, and starts it again with what it has on disk. Nobody may be connected. */
    void restart() throws Exception;
}
