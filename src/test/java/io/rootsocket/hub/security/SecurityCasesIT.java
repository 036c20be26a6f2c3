package io.rootsocket.hub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.JmsClient;
import io.rootsocket.hub.testing.SandboxExtension;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks that came in from outside, against the packaged hub as its own process, with real servers beside it. */
class SecurityCasesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String ORDER = "{\"id\":1,\"customer\":{\"name\":\"c\"},\"lines\":[]}";
    private static final String SECRET = "a&b\\{{c}}RAW(d)#class:e\tf";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    private static final GreenMail MAIL = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3)
    });
    private static final GreenMail STRANGERS_MAIL =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final BlockingQueue<String> STOLEN = new LinkedBlockingQueue<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PORT = FreePort.next();
    private static final int BROKER_PORT = FreePort.next();

    private static HttpServer sink;
    private static HubProcess hub;

    @BeforeAll
    static void start() throws IOException {
        MAIL.start();
        STRANGERS_MAIL.start();
        MAIL.setUser("team@example.com", "hubuser", "geheim");
        MAIL.setUser("reader@example.com", "reader", "geheim");
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", request -> {
            STOLEN.add(String.valueOf(request.getRequestHeaders().getFirst("Authorization")));
            request.sendResponseHeaders(200, -1);
            request.close();
        });
        sink.start();
        Path routes = folder.resolve("routes");
        Files.createDirectories(routes);
        Files.copy(Path.of("src/test/resources/security/cases.yaml"), routes.resolve("cases.yaml"));
        Files.copy(Path.of("routes/orders-jms.yaml"), routes.resolve("orders-jms.yaml"));
        hub = HubProcess.start(
                        folder,
                        routes,
                        SANDBOX.sandbox(),
                        Map.of(
                                "HUB_PORT", String.valueOf(PORT),
                                "HUB_BROKER_PORT", String.valueOf(BROKER_PORT),
                                "SMTP_PORT", String.valueOf(MAIL.getSmtp().getPort()),
                                "POP3_PORT", String.valueOf(MAIL.getPop3().getPort()),
                                "CASE_FOLDER", folder.resolve("inbox").toString(),
                                "CASE_SECRET", SECRET))
                .awaitStart();
    }

    @AfterAll
    static void stop() {
        hub.close();
        sink.stop(0);
        MAIL.stop();
        STRANGERS_MAIL.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMELROOTSOCKETCHANNEL", "camelrootsocketchannel", "CAmelRootSocketChannel"})
    void aJmsPropertyInCapitalsPicksNoChannel(String property) throws JMSException {
        send("orders", session -> session.createTextMessage(ORDER), property, "evil");

        awaitMessages("orders", 1);
        assertThat(SANDBOX.received("evil")).isEmpty();
    }

    @Test
    void aJmsPropertyInCapitalsRunsNoProgram() throws JMSException {
        send(
                "case.exec",
                session -> session.createTextMessage("x"),
                "CAMELEXECCOMMANDEXECUTABLE",
                "id",
                "CAmelExecCommandArgs",
                "-un");

        awaitMessages("cases.exec", 1);
        assertThat(SANDBOX.received("cases.exec").get(0)).isEqualToIgnoringWhitespace("safe");
    }

    @Test
    void aJmsObjectThatHoldsAnExchangeIsNoOrder() throws Exception {
        var stranger = new DefaultCamelContext();
        var exchange = new DefaultExchange(stranger);
        exchange.getIn().setBody(ORDER);
        exchange.getIn().setHeader("CamelRootSocketChannel", "stolen");
        var holder = DefaultExchangeHolder.marshal(exchange);

        send("orders", session -> session.createObjectMessage(holder));

        await().atMost(TIMEOUT).until(() -> admin("/api/dead-letters").body().contains("orders"));
        assertThat(SANDBOX.received("stolen")).isEmpty();
        assertThat(SANDBOX.received("orders")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mail.smtp.proxy.host, localhost, mail.smtp.proxy.port",
        "MAIL.SMTP.SOCKS.HOST, localhost, MAIL.SMTP.SOCKS.PORT",
        "mail.smtp.host, localhost, mail.smtp.port"
    })
    void aHeaderMovesNoMailServer(String host, String name, String port) throws Exception {
        post(
                "/cases/mailout",
                "hello",
                host,
                name,
                port,
                String.valueOf(STRANGERS_MAIL.getSmtp().getPort()));

        assertThat(MAIL.waitForIncomingEmail(TIMEOUT.toMillis(), 1)).isTrue();
        assertThat(STRANGERS_MAIL.getReceivedMessages()).isEmpty();
        MAIL.purgeEmailFromAllMailboxes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"To", "Bcc", "CC", "bcc"})
    void aHeaderPicksNoRecipient(String header) throws Exception {
        post("/cases/mailout", "hello", header, "victim@example.org");

        assertThat(MAIL.waitForIncomingEmail(TIMEOUT.toMillis(), 1)).isTrue();
        for (MimeMessage mail : MAIL.getReceivedMessages()) {
            assertThat(mail.getAllRecipients()).extracting(String::valueOf).containsOnly("team@example.com");
        }
        MAIL.purgeEmailFromAllMailboxes();
    }

    @Test
    void aHeaderOfAMailPicksNoChannel() throws Exception {
        MimeMessage mail = GreenMailUtil.newMimeMessage("From: x@example.org\r\nTo: reader@example.com\r\n"
                + "CamelRootSocketChannel: stolen.mail\r\nSubject: s\r\n\r\nbody");
        MAIL.getManagers()
                .getImapHostManager()
                .getInbox(MAIL.getUserManager().getUser("reader"))
                .store(mail);

        awaitMessages("cases.mails", 1);
        assertThat(SANDBOX.received("stolen.mail")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc&apiUrl=http://SINK&delivery=direct",
                "abc%26apiUrl=http://SINK",
                "abc?apiUrl=http://SINK",
                "abc&amp;region=evil",
                "RAW(abc)&apiUrl=http://SINK"
            })
    void aHeaderTakesNoKey(String topic) {
        String address = "localhost:" + sink.getAddress().getPort();

        var answer = post("/cases/tod", "x", "topic", topic.replace("SINK", address));

        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(STOLEN).isEmpty();
    }

    @Test
    void anAnswerHasNothingOfItsRequest() {
        var answer = post(
                "/cases/reflect?Access-Control-Allow-Origin=*&Set-Cookie=a%3Db&Content-Type=text/html",
                "{\"name\":\"<script>1</script>\"}", "X-Internal-Auth", "abc");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet())
                .doesNotContain("access-control-allow-origin", "set-cookie", "x-internal-auth");
        assertThat(answer.headers().firstValue("content-type").orElse("")).doesNotContain("html");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void whatIsNoJsonIsRefusedAndKeptNowhere() {
        String before = admin("/api/dead-letters").body();

        var answer = post("/cases/reflect", "a".repeat(999_950), "Content-Type", "application/json");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("detail");
        assertThat(admin("/api/dead-letters").body()).isEqualTo(before);
    }

    @Test
    void anUploadGetsANameOfTheHubsOwn() throws IOException {
        String part =
                "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"chosen.txt\"\r\n\r\nx\r\n--b--\r\n";

        post("/cases/upload", part, "Content-Type", "multipart/form-data; boundary=b");

        try (Stream<Path> files = Files.list(folder.resolve("inbox/out"))) {
            assertThat(files)
                    .hasSize(1)
                    .allSatisfy(file -> assertThat(file)
                            .hasFileName(file.getFileName().toString().replace("chosen", "")));
        }
    }

    @Test
    void aSecretWithOddCharactersIsTheSecretAndIsNeverShown() throws Exception {
        assertThat(signed(SECRET).statusCode()).isEqualTo(202);
        assertThat(signed("a").statusCode()).isEqualTo(401);
        assertThat(hub.log()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "dead-letters", "generations"})
    void aForeignHostReadsNothing(String path) throws IOException {
        assertThat(raw("GET /api/" + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollback", "schedules/heartbeat/pause", "schedules/heartbeat/run-now", "reload"})
    void aWebPageSteersNothing(String path) throws IOException {
        assertThat(raw("POST /api/" + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                        + "Content-Type: text/plain\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aMessageForTheOutboxIsRefusedWithoutAPasswordAndWithOne() {
        for (ConnectionFactory factory : List.of(
                new ActiveMQConnectionFactory("tcp://127.0.0.1:" + BROKER_PORT),
                JmsClient.connect(folder.resolve("data"), BROKER_PORT))) {
            assertThatThrownBy(() -> send(
                            factory,
                            "rootsocket.outbox.default.alerts",
                            session -> session.createTextMessage("{\"channel\":\"alerts\",\"data\":\"forged\"}")))
                    .isInstanceOf(JMSException.class);
        }
        assertThat(SANDBOX.received("alerts")).isEmpty();
    }

    private static HttpResponse<String> signed(String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String body = "{\"a\":1}";
        String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        return post("/cases/odd", body, "X-Hub-Signature-256", "sha256=" + signature);
    }

    private static HttpResponse<String> post(String path, String body, String... headers) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                .POST(BodyPublishers.ofString(body))
                .headers(headers)
                .build());
    }

    private static HttpResponse<String> admin(String path) {
        return send(HttpRequest.newBuilder(URI.create(hub.adminUrl() + path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofString()).join();
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(hub.adminUrl()).getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Makes a message in its session. */
    private interface Maker {
        Message in(Session session) throws JMSException;
    }

    private static void send(String queue, Maker maker, String... properties) throws JMSException {
        send(JmsClient.connect(folder.resolve("data"), BROKER_PORT), queue, maker, properties);
    }

    private static void send(ConnectionFactory factory, String queue, Maker maker, String... properties)
            throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            Message message = maker.in(session);
            for (int i = 0; i < properties.length; i += 2) {
                message.setStringProperty(properties[i], properties[i + 1]);
            }
            session.createProducer(session.createQueue(queue)).send(message);
        }
    }

    private static void awaitMessages(String channel, int count) {
        await().atMost(TIMEOUT).until(() -> SANDBOX.received(channel).size() == count);
    }
}
