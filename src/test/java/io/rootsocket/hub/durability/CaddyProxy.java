package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootsocket.hub.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The proxy of docker-compose.yml with its configuration, before three nodes on this machine. */
final class CaddyProxy implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final boolean sendsBodiesAgain;

    private CaddyProxy(Process process, int port, boolean sendsBodiesAgain) {
        this.process = process;
        this.port = port;
        this.sendsBodiesAgain = sendsBodiesAgain;
    }

    /**
     * Starts it. Skips the test where Caddy is not installed.
     *
     * @param nodes the ports of the three
     */
    static CaddyProxy start(Path folder, List<Integer> nodes) throws IOException {
        Optional<String> program = onPath("caddy");
        assumeTrue(program.isPresent(), "no Caddy on the PATH");
        int port = FreePort.next();
        String configuration = configuration();
        for (int i = 0; i < 3; i++) {
            configuration = configuration.replace("node-%d:8080".formatted(i + 1), "127.0.0.1:" + nodes.get(i));
        }
        // Not before: the last node stands before a brace, too.
        configuration = configuration.replace(":8080 {", "http://127.0.0.1:%d {".formatted(port));
        // Debian's has another word for it, and cannot send a body again, as 2.11 can.
        boolean isDebians = said(program.get(), "version").startsWith("2.6.");
        if (isDebians) {
            configuration = configuration.replaceFirst("request_buffers .*", "buffer_requests");
        }
        Path file = Files.writeString(folder.resolve("Caddyfile"), configuration);
        var builder = new ProcessBuilder(program.get(), "run", "--config", file.toString(), "--adapter", "caddyfile")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("caddy.log").toFile()));
        builder.environment().put("HOME", folder.toString());
        return new CaddyProxy(builder.start(), port, !isDebians);
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
        String configuration = new ObjectMapper()
                .valueToTree(compose)
                .at("/configs/caddyfile/content")
                .asText();
        assertThat(configuration).contains("node-1:8080", "node-2:8080", "node-3:8080");
        return configuration;
    }

    int port() {
        return port;
    }

    /** Waits until a node is reached over it. */
    void awaitReady() {
        var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health/ready".formatted(port)))
                .build();
        var http = HttpClient.newHttpClient();
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200);
    }

    /** Whether a call with a body goes to another node if the first is gone. */
    boolean sendsBodiesAgain() {
        return sendsBodiesAgain;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
