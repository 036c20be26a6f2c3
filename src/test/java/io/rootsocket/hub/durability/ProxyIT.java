package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The proxy of docker-compose.yml with its configuration, before three nodes. Skipped where Caddy is not installed. */
class ProxyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Node> nodes = new ArrayList<>();
    private final int port = FreePort.next();
    private @Nullable Process caddy;
    private String body = "{}";

    @BeforeEach
    void startTheProxyBeforeThreeNodes() throws IOException {
        Optional<String> caddyOnPath = onPath("caddy");
        assumeTrue(caddyOnPath.isPresent(), "no Caddy on the PATH");
        String program = caddyOnPath.orElseThrow();
        String configuration = configuration().replace(":8080 {", "http://127.0.0.1:%d {".formatted(port));
        for (int i = 1; i <= 3; i++) {
            Node node = Node.start();
            nodes.add(node);
            configuration = configuration.replace("node-%d:8080".formatted(i), "127.0.0.1:%d".formatted(node.port()));
        }
        if (said(program, "version").startsWith("2.6.")) {
            // Debian's has another word for it, and cannot send a body again, as 2.11 can.
            configuration = configuration.replaceFirst("request_buffers .*", "buffer_requests");
            body = "";
        }
        Path file = Files.writeString(folder.resolve("Caddyfile"), configuration);
        var builder = new ProcessBuilder(program, "run", "--config", file.toString(), "--adapter", "caddyfile")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("log").toFile()));
        builder.environment().put("HOME", folder.toString());
        caddy = builder.start();
        await().atMost(PATIENCE).until(this::isUp);
    }

    private static Optional<String> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String said(String... command) throws IOException {
        return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** With the nodes' names and ports as in the compose file. */
    private static String configuration() throws IOException {
        Object compose = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("docker-compose.yml")));
        return new ObjectMapper()
                .valueToTree(compose)
                .at("/configs/caddyfile/content")
                .asText();
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
        if (caddy != null) {
            caddy.destroy();
            caddy.onExit().join();
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
        await().atMost(PATIENCE).until(() -> nodes.get(0).asked > 0 && isLeftOut(nodes.get(0)));

        nodes.get(0).ready = true;
        await().atMost(PATIENCE).until(() -> !isLeftOut(nodes.get(0)));
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
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
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
