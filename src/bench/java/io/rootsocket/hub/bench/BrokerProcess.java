package io.rootsocket.hub.bench;

import io.rootsocket.hub.testing.BrokerElsewhere;
import java.io.IOException;
import java.nio.file.Path;

/** A broker with the journal settings of the one that a hub embeds, in a process of its own and reached over TCP. */
final class BrokerProcess implements AutoCloseable {

    private final JavaProcess process;

    private BrokerProcess(JavaProcess process) {
        this.process = process;
    }

    static BrokerProcess start(Path folder) throws IOException {
        return new BrokerProcess(JavaProcess.start(BrokerProcess.class, folder.toString()));
    }

    String url() {
        return process.said();
    }

    @Override
    public void close() {
        process.close();
    }

    @SuppressWarnings("resource") // until the process is told to stop
    public static void main(String[] args) throws InterruptedException {
        System.out.println(BrokerElsewhere.start(Path.of(args[0])).url());
        Thread.currentThread().join();
    }
}
