package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.testing.BrokerProcess;
import io.rootsocket.hub.testing.FreePort;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On a broker in a process of its own. */
class DeadLettersElsewhereIT extends DeadLettersContract {

    @TempDir
    static Path journal;

    private static BrokerProcess elsewhere;

    @BeforeAll
    static void start() {
        elsewhere = BrokerProcess.start(journal, FreePort.next());
    }

    @AfterAll
    static void stop() {
        elsewhere.close();
    }

    @BeforeEach
    void empty() throws Exception {
        elsewhere.empty();
    }

    @Override
    Broker connect(Path ofTest) {
        return elsewhere.connect();
    }

    @Override
    void restart() throws Exception {
        elsewhere.restart();
    }
}
