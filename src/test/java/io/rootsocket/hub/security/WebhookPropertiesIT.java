package io.rootsocket.hub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.util.FileSystemUtils;

/** Whatever a stranger sends, the hub answers, stays what it is, and keeps nothing of what it could not take. */
@ManualRow("random heads, bodies, CSV, YAML, cron, calendars")
class WebhookPropertiesIT {

    private static final String MARK = "stranger";

    private static final String ROUTE = """
            - route:
                id: fuzz
                from:
                  uri: platform-http:/fuzz/{part}
                  parameters:
                    httpMethodRestrict: POST
                  steps:
                    - transform:
                        jq:
                          expression: .name + " is at the door"
                          resultType: java.lang.String
                    - to:
                        uri: rootsocket:message
                        parameters:
                          channel: fuzz
            """;

    private static Path folder = Path.of("");
    private static Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
    private static RunningHub hub = startHub();

    private static RunningHub startHub() {
        try {
            folder = Files.createTempDirectory("fuzz");
            RunningHub.route(folder, "fuzz.yaml", ROUTE);
            RunningHub.route(folder, "import-csv.yaml", Files.readString(Path.of("routes/import-csv.yaml")));
            RunningHub.route(folder, "application.properties", "hub.inbox=" + folder.resolve("inbox") + "\n");
            return RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())
                    .withoutProblems();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeContainer
    static void isThere() {
        assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
    }

    @AfterContainer
    static void close() throws IOException {
        hub.close();
        sandbox.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    @Property
    void answersAndObeysNoHeader(
            @ForAll("paths") String path, @ForAll("headers") List<String> headers, @ForAll("bodies") String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n"
                .formatted(path, bytes.length, String.join("", headers));

        String answer = sent(head.getBytes(StandardCharsets.ISO_8859_1), bytes);

        assertThat(answer).startsWith("HTTP/1.1 ");
        assertThat(Integer.parseInt(answer.substring(9, 12))).isLessThan(500);
        assertThat(answer.split("\r\n\r\n", 2)[0]).doesNotContain(MARK);
        assertThat(sandbox.messages(MARK)).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Property
    void outlivesBytesThatAreNoRequest(@ForAll("noise") byte[] bytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }

        assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Property(tries = 1)
    void takesOrPutsAsideEachCsvFile(@ForAll @Size(40) List<@From("tables") String> files) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox/csv"));
        int number = 0;
        for (String text : files) {
            Files.writeString(inbox.resolve("%d.csv".formatted(number++)), text);
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> csvFilesIn(inbox) == 0);

        long ended = csvFilesIn(inbox.resolve("done")) + csvFilesIn(inbox.resolve("failed"));
        assertThat(ended).isEqualTo(files.size());
    }

    private static long csvFilesIn(Path inbox) throws IOException {
        if (!Files.isDirectory(inbox)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(inbox)) {
            return files.filter(file -> file.toString().endsWith(".csv")).count();
        }
    }

    private static String sent(byte[] head, byte[] body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Provide
    Arbitrary<String> paths() {
        var name = Arbitraries.oneOf(
                instructions(), Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8));
        return Combinators.combine(Arbitraries.of("a", "%20", "%C3%A9", "%2e%2e", ".."), name)
                .as((part, query) -> "/fuzz/%s?%s=%s".formatted(part, query.replace(' ', '+'), MARK));
    }

    @Provide
    Arbitrary<List<String>> headers() {
        var value = Arbitraries.of(
                MARK, MARK + "&apiUrl=http://127.0.0.1:1", "../" + MARK, "${body}" + MARK, "{{x}}" + MARK);
        var type = Arbitraries.of("application/json", "text/plain", "text/html", "application/xml", MARK)
                .map(content -> "Content-Type: " + content + "\r\n");
        var header = Combinators.combine(instructions(), value).as((name, text) -> name + ": " + text + "\r\n");
        return Combinators.combine(type, header.list().ofMaxSize(5))
                .as((first, rest) ->
                        Stream.concat(Stream.of(first), rest.stream()).toList());
    }

    /** Names that some component reads as an instruction, in any letter case. */
    private static Arbitrary<String> instructions() {
        return Combinators.combine(
                        Arbitraries.of(
                                "CamelRootSocketChannel",
                                "CamelHttpUri",
                                "CamelHttpResponseCode",
                                "CamelFileName",
                                "CamelExecCommandExecutable",
                                "CamelJmsDestinationName",
                                "org.apache.camel.X",
                                "To",
                                "Bcc",
                                "mail.smtp.proxy.host",
                                "kafka.OVERRIDE_TOPIC",
                                "Set-Cookie",
                                "Location",
                                "X-Other"),
                        Arbitraries.integers())
                .as(WebhookPropertiesIT::recased);
    }

    private static String recased(String name, int bits) {
        var text = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            text.setCharAt(
                    i, (bits >> (i % 31) & 1) == 0 ? Character.toLowerCase(letter) : Character.toUpperCase(letter));
        }
        return text.toString();
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "{\"name\":\"Ana\"}",
                        "{\"name\":1}",
                        "{",
                        "[]",
                        "null",
                        "",
                        "{\"name\":\"\\ud800\"}",
                        "[".repeat(5_000)),
                Arbitraries.strings().ofMaxLength(40));
    }

    @Provide
    Arbitrary<byte[]> noise() {
        var line = Arbitraries.of(
                "POST /fuzz/a HTTP/1.1\r\n",
                "GET * HTTP/1.1\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "Host: x\r\n",
                "Host: y\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "ffffffff\r\n",
                "Upgrade: h2c\r\nHTTP2-Settings: AAAA\r\n",
                "Upgrade: websocket\r\n",
                "Expect: 100-continue\r\n",
                "\r\n",
                "\0\n",
                "x".repeat(9_000));
        return Arbitraries.oneOf(line, Arbitraries.strings().ofMaxLength(20))
                .list()
                .ofMaxSize(10)
                .map(lines -> String.join("", lines).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<String> tables() {
        var cell = Arbitraries.oneOf(
                Arbitraries.of("", "\"", "\"a\nb\"", "a;b", "\t", "\uFEFF", "\0", "=1+1", "\"un", "1.50"),
                Arbitraries.strings().ofMaxLength(6));
        return cell.list()
                .ofMaxSize(5)
                .map(cells -> String.join(",", cells))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(rows -> "sku,quantity\n" + String.join("\n", rows));
    }
}
