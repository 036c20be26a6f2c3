package io.rootsocket.hub.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server that begins each answer and does not end it. Safe for threads. */
public final class EndlessServer implements AutoCloseable {

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param beginning what it answers at once, as soon as anything has come
     * @param more what it adds to that for ever; if nothing, the answer breaks off there
     * @param every how long it waits before each of them
     */
    public EndlessServer(String beginning, String more, Duration every) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(beginning.getBytes(US_ASCII), more.getBytes(US_ASCII), every));
    }

    private void accept(byte[] beginning, byte[] more, Duration every) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> answer(socket, beginning, more, every));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket, byte[] beginning, byte[] more, Duration every) {
        try (socket) {
            socket.getInputStream().read(new byte[8192]);
            OutputStream out = socket.getOutputStream();
            out.write(beginning);
            if (more.length == 0) {
                socket.shutdownOutput();
                // To close with something unread would take back what was answered.
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                out.write(more);
            }
        } catch (IOException e) {
            // The client has had enough.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        threads.shutdownNow();
    }
}
