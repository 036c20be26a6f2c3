package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What anybody can send to an open port must not fill the log with the hub's errors. */
@ManualRow("1,500 connections that send nothing, half a head, half a body")
class StrangersIT {

    private static final String ROUTE = """
            - route:
                id: in
                from:
                  uri: platform-http:/in
                  steps:
                    - to: rootsocket:message?channel=in
            """;

    private static final List<String> REQUESTS = List.of(
            "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: sandbox-key\r\nContent-Length: 9000000\r\n\r\nxxx",
            "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: sandbox-key\r\nContent-Length: 1000\r\n\r\nhalf of it",
            "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: sandbox-key\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: sandbox-key\r\nExpect: tea\r\nContent-Length: 9\r\n\r\n",
            "POST %%zz%s HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
            "POST /%%zz%s HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
            "\u0016\u0003\u0001 no HTTP %s\r\n\r\n");

    @TempDir
    Path folder;

    @Test
    void leaveNothingInTheLogOfTheHubAndItsSandboxAndBothDoorsOpenWhenTheyComeByTheThousand() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (HubTree tree = HubTree.empty(folder).route("in.yaml", ROUTE)) {
            // A small machine's limit of open files.
            var hub = tree.start("ulimit -n 1024 && exec ./hub run").awaitFirstScreen();
            for (String request : REQUESTS) {
                bother(tree.port("HUB_PORT"), request.formatted("/in"));
                bother(tree.port("HUB_SANDBOX_PORT"), request.formatted("/api/v1/messages/"));
                bother(tree.port("HUB_ADMIN_PORT"), request.formatted("/observe/health"));
            }
            assertThat(tree.post("/in", "still here").statusCode()).isEqualTo(200);
            tree.awaitMessages("in", "still here");
            assertThat(hub.err()).doesNotContain("ERROR", "WARN", "\tat ");

            var door = new InetSocketAddress(InetAddress.getLoopbackAddress(), tree.port("HUB_PORT"));
            for (int i = 0; i < 1_500; i++) {
                var socket = new Socket();
                idle.add(socket);
                connect(
                        socket,
                        door,
                        List.of("", "POST /in", "POST /in HTTP/1.1\r\nContent-Length: 9\r\n\r\n{")
                                .get(i % 3));
            }

            // The last of them may still be on their way in.
            await().ignoreExceptions().until(() -> tree.post("/in", "and still").statusCode() == 200);
            assertThat(tree.admin("/observe/health")).contains("UP");
            tree.awaitMessages("in", "and still");
            assertThat(hub.err()).doesNotContain("Too many open files").contains("HUB_MAX_CONNECTIONS");
            for (Socket socket : idle) {
                socket.close();
            }
            hub.stop();
            assertThat(hub.err().lines().filter(line -> !line.contains("HUB_MAX_CONNECTIONS")))
                    .noneMatch(line -> line.contains("ERROR") || line.contains("WARN") || line.startsWith("\tat "));
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void hearWhatIsWrongWithABodyOverTheLimit() {
        RunningHub.route(folder, "in.yaml", ROUTE);
        try (var hub =
                RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of("HUB_BODY_LIMIT", "10"))) {
            var answer = hub.post("/in", "more than ten");

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("{\"detail\":\"The body is longer than 10 bytes.\"}");
        }
    }

    /** The hub may have closed it by then. */
    private static void connect(Socket socket, InetSocketAddress door, String begin) {
        try {
            socket.connect(door, 5_000);
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closed) {
            assertThat(closed).isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    /** Sends, reads what comes within a moment, and leaves without waiting for the rest. */
    private static void bother(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(300);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            try {
                socket.getInputStream().readNBytes(10);
            } catch (SocketTimeoutException waitsForMore) {
                // Then it must notice that its client is gone.
            }
            // A reset instead of an orderly end.
            socket.setSoLinger(true, 0);
        }
    }
}
