package io.rootsocket.hub.bench;

import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.FreePort;
import java.io.IOException;
import java.nio.file.Path;

/** A broker in a process of its own and reached over TCP, with the journal timeout that suits its disk. */
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

    ProcessHandle process() {
        return process.handle();
    }

    @Override
    public void close() {
        process.close();
    }

    @SuppressWarnings("resource") // until the process is told to stop
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        System.out.println(BrokerElsewhere.start(folder, FreePort.next(), DiskSpeed.journalTimeout(folder))
                .url());
        Thread.currentThread().join();
    }
}
