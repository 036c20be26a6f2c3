package io.rootsocket.hub.bench;

import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.FreePort;
import java.io.IOException;
import java.nio.file.Path;

/** A broker with the journal settings of the one that a hub embeds, in a process of its own and reached over TCP. */
final class BrokerProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private BrokerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static BrokerProcess start(Path folder) throws IOException {
        int port = FreePort.next();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // It says a word once it is up.
        while (process.getInputStream().read() != '!') {
            if (!process.isAlive()) {
                throw new IOException("The broker did not start");
            }
        }
        return new BrokerProcess(process, port);
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }

    @SuppressWarnings("resource") // until the process is told to stop
    public static void main(String[] args) throws InterruptedException {
        BrokerElsewhere.start(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println("!");
        System.out.flush();
        Thread.currentThread().join();
    }
}
