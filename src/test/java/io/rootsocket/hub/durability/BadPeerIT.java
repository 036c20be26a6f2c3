package io.rootsocket.hub.durability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something that is not RootSocket, or a RootSocket that is ill, answers for a while in every bad way there is. */
class BadPeerIT {

    private static final int CHANNELS = 30;
    private static final int MESSAGES = Trial.count(150, 3_000);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    /** Longer than a busy machine takes for an answer, or what came would come again. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @ManualRow(
            "something answers in RootSocket's place in every bad way: not at all, too slowly, without end, or with what is no answer")
    @Test
    void keepsEveryMessageAndFreesEveryChannel() throws Exception {
        try (Sandbox sandbox = Received.startSandbox();
                var peer = new IllPeer(sandbox.apiUrl());
                var hub = new ProvedHub(folder, sandbox);
                var callers = new Callers()) {
            var received = new Received(sandbox);
            hub.losingAnswersAfter(RESPONSE_TIMEOUT)
                    .with("ROOTSOCKET_API_URL", peer.url())
                    .start();
            Map<String, List<Integer>> accepted =
                    callers.call(CHANNELS, MESSAGES, hub::port).finish();
            await().atMost(TIMEOUT).until(() -> peer.answered() > IllPeer.ANSWERS.size());

            peer.recover();

            await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
            Trial.of(
                            Trial.Fault.PEER,
                            "a peer that drips, never ends, breaks off or asks to wait for ages",
                            accepted,
                            received,
                            Trial.Recovery.BY_ITSELF)
                    .write();
            assertThat(received.repeats(accepted.keySet())).isZero();
            received.requireOrder(accepted.keySet());
            assertThat(hub.isAlive()).isTrue();
            assertThat(hub.metric("rootsocket_outbox_dead_total")).isZero();
        }
    }

    /** Answers each connection in another bad way, and once it has recovered hands all on. Safe for threads. */
    private static final class IllPeer implements AutoCloseable {

        private static final String CREATED = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";

        private static final String BUSY =
                "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: %s\r\n\r\n";

        /** What it says at once, and what it adds every so often, for ever; nothing if it closes then. */
        private record Answer(String beginning, String more, Duration every) {}

        private static final Duration SLOWLY = Duration.ofMillis(50);

        private static final List<Answer> ANSWERS = List.of(
                new Answer(CREATED + "Content-Length: 4000\r\n\r\n", " ", SLOWLY),
                new Answer(CREATED, "X-More: y\r\n", SLOWLY),
                new Answer(CREATED + "X-More: ", "y".repeat(8_000), Duration.ZERO),
                new Answer(
                        CREATED + "Transfer-Encoding: chunked\r\n\r\n",
                        "4000\r\n" + "x".repeat(0x4000) + "\r\n",
                        SLOWLY),
                new Answer(CREATED, "", Duration.ZERO),
                new Answer("", "", Duration.ofDays(1)),
                new Answer("HTTP/1.1 100 Continue\r\n\r\n", "", Duration.ofDays(1)),
                new Answer("", "HTTP/1.1 102 Processing\r\n\r\n", SLOWLY),
                new Answer(CREATED + "Content-Length: 40\r\n\r\n{\"half\":", "", Duration.ZERO),
                new Answer(CREATED + "Content-Length: 9\r\nConnection: close\r\n\r\n<html>hi!", "", Duration.ZERO),
                new Answer(
                        "HTTP/1.1 302 Found\r\nLocation: /api/v1/messages/\r\nContent-Length: 0\r\n\r\n",
                        "",
                        Duration.ZERO),
                new Answer("no HTTP at all\r\n\r\n", "", Duration.ZERO),
                new Answer(BUSY.formatted(Long.MAX_VALUE), "", Duration.ZERO),
                new Answer(BUSY.formatted("Fri, 31 Dec 9999 23:59:59 GMT"), "", Duration.ZERO),
                new Answer(
                        CREATED + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + bomb(),
                        "",
                        Duration.ZERO));

        private final URI healthy;
        private final ServerSocket server;
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final AtomicInteger answered = new AtomicInteger();
        private final CountDownLatch recovered = new CountDownLatch(1);

        private IllPeer(URI healthy) throws IOException {
            this.healthy = healthy;
            this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            threads.execute(this::accept);
        }

        /** Ten megabytes of blanks in ten kilobytes, as one chunk; its bytes are shown as Latin letters. */
        private static String bomb() {
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(" ".repeat(10_000_000).getBytes(US_ASCII));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return "%x\r\n%s\r\n0\r\n\r\n".formatted(bytes.size(), bytes.toString(ISO_8859_1));
        }

        private String url() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        private int answered() {
            return answered.get();
        }

        private void recover() {
            recovered.countDown();
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    threads.execute(() -> serve(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void serve(Socket socket) {
            try (socket) {
                if (recovered.getCount() > 0) {
                    answer(socket, ANSWERS.get(answered.getAndIncrement() % ANSWERS.size()));
                } else {
                    handOn(socket);
                }
            } catch (IOException hubHasHadEnough) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void answer(Socket socket, Answer answer) throws IOException, InterruptedException {
            readRequest(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            out.write(answer.beginning.getBytes(ISO_8859_1));
            if (answer.more.isEmpty() && answer.every.isZero()) {
                return;
            }
            if (answer.more.isEmpty()) {
                // Until the hub has had enough.
                socket.getInputStream().read();
                return;
            }
            while (!recovered.await(answer.every.toNanos(), TimeUnit.NANOSECONDS)) {
                out.write(answer.more.getBytes(US_ASCII));
            }
        }

        /** Closing with a request unread would be a reset before the answer is. */
        private static void readRequest(InputStream in) throws IOException {
            in.read(new byte[8192]);
        }

        private void handOn(Socket socket) throws IOException {
            try (var to = new Socket(healthy.getHost(), healthy.getPort())) {
                threads.execute(() -> handBack(to, socket));
                socket.getInputStream().transferTo(to.getOutputStream());
            }
        }

        private static void handBack(Socket from, Socket hub) {
            try (hub) {
                from.getInputStream().transferTo(hub.getOutputStream());
            } catch (IOException hubHasHadEnough) {
                return;
            }
        }

        @Override
        public void close() throws IOException {
            recovered.countDown();
            server.close();
            threads.shutdownNow();
        }
    }
}
