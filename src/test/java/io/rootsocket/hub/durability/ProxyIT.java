package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy of docker-compose.yml with its configuration, before three nodes. Skipped where Caddy is not installed. */
class ProxyIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Node> nodes = new ArrayList<>();
    private @Nullable CaddyProxy proxy;
    private String body = "";

    @BeforeEach
    void startTheProxyBeforeThreeNodes() throws IOException {
        for (int i = 0; i < 3; i++) {
            nodes.add(Node.start());
        }
        proxy = CaddyProxy.start(folder, nodes.stream().map(Node::port).toList());
        body = proxy.sendsBodiesAgain() ? "{}" : "";
        await().atMost(TIMEOUT).until(this::isUp);
    }

    private boolean isUp() {
        try {
            return call("/up", "GET") == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(Node::die);
        if (proxy != null) {
            proxy.close();
        }
    }

    @ManualRow("one of several hubs behind the proxy dies")
    @Test
    void noCallerNoticesThatOneNodeOfThreeDies() throws IOException {
        for (int i = 0; i < 200; i++) {
            if (i == 50) {
                nodes.get(1).die();
            }
            assertThat(call("/calls/" + i, "POST")).isEqualTo(202);
        }

        assertThat(taken("/calls/")).hasSize(200).doesNotHaveDuplicates();
    }

    @ManualRow("a hub behind the proxy starts or stops")
    @Test
    void aNodeThatIsNotReadyGetsNothing() throws IOException {
        nodes.get(0).ready = false;
        await().atMost(TIMEOUT).until(() -> nodes.get(0).asked > 0 && isLeftOut(nodes.get(0)));

        nodes.get(0).ready = true;
        await().atMost(TIMEOUT).until(() -> !isLeftOut(nodes.get(0)));
    }

    /** Whether three times around nothing comes to it. */
    private boolean isLeftOut(Node node) throws IOException {
        int before = node.taken.size();
        for (int i = 0; i < 9; i++) {
            assertThat(call("/round", "POST")).isEqualTo(202);
        }
        return node.taken.size() == before;
    }

    @ManualRow("a hub behind the proxy dies with a call that it may have taken")
    @Test
    void whatANodeMayHaveTakenBeforeItDiedIsNotSentToAnother() throws IOException {
        nodes.forEach(node -> node.breaks = true);

        assertThat(call("/once", "POST")).isEqualTo(502);

        assertThat(taken("/once")).hasSize(1);
    }

    private List<String> taken(String path) {
        return nodes.stream()
                .flatMap(node -> node.taken.stream())
                .filter(call -> call.startsWith(path))
                .toList();
    }

    private int call(String path, String method) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s"
                            .formatted(Objects.requireNonNull(proxy).port(), path)))
                    .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a proxy sees of a hub. */
    private static final class Node {

        private final HttpServer server;
        private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
        private volatile boolean ready = true;
        private volatile boolean breaks;
        private volatile int asked;

        private Node(HttpServer server) {
            this.server = server;
        }

        static Node start() throws IOException {
            var node = new Node(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            node.server.createContext("/health/ready", exchange -> {
                node.asked += node.ready ? 0 : 1;
                exchange.sendResponseHeaders(node.ready ? 200 : 503, -1);
                exchange.close();
            });
            node.server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                node.taken.add(exchange.getRequestURI().getPath());
                if (!node.breaks) {
                    exchange.sendResponseHeaders(exchange.getRequestMethod().equals("GET") ? 200 : 202, -1);
                }
                exchange.close();
            });
            node.server.start();
            return node;
        }

        int port() {
            return server.getAddress().getPort();
        }

        void die() {
            server.stop(0);
        }
    }
}
