package io.rootsocket.hub.security;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.component.jms.JmsComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose routes do all that strangers would wish for: with mail, a queue, a program, a server behind it. */
abstract class AttackedHub {

    static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The most obliging mail step: it takes from headers all that Camel lets it take. */
    private static final String OBLIGING =
            "useHeaderRecipients=true&useHeaderSubject=true&useHeaderFrom=true&useHeaderReplyTo=true"
                    + "&useJavaMailSessionPropertiesFromHeaders=true";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    static final GreenMail MAIL =
            new GreenMail(Stream.of(ServerSetup.PROTOCOL_SMTP, ServerSetup.PROTOCOL_POP3, ServerSetup.PROTOCOL_IMAP)
                    .map(protocol -> new ServerSetup(0, "127.0.0.1", protocol))
                    .toArray(ServerSetup[]::new));
    static final ProbeComponent PROBE = new ProbeComponent();
    static final BlockingQueue<String> REQUESTS = new LinkedBlockingQueue<>();

    private static HttpServer backend;
    static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        MAIL.start();
        MAIL.setUser("team@example.com", "team", "geheim");
        MAIL.setUser("victim@example.org", "victim", "x");
        MAIL.setUser("reader@example.com", "reader", "geheim");
        MAIL.setUser("popped@example.com", "popped", "geheim");
        MAIL.setUser("polled@example.com", "polled", "geheim");
        MAIL.setUser("forwarder@example.com", "forwarder", "geheim");
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", request -> {
            REQUESTS.add(request.getRequestMethod() + " " + request.getRequestURI());
            var headers = request.getResponseHeaders();
            headers.add("CAMELFILENAME", "backend.txt");
            headers.add("mail.smtp.proxy.host", "localhost");
            headers.add("Subject", "of the backend");
            headers.add("Set-Cookie", "a=b");
            headers.add("Content-Type", "text/html");
            request.sendResponseHeaders(200, 2);
            request.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            request.close();
        });
        backend.start();
        route(
                folder,
                "attacked.yaml",
                Files.readString(Path.of("src/test/resources/security/attacked.yaml"))
                        .replace("SMTP_PORT", String.valueOf(MAIL.getSmtp().getPort()))
                        .replace("POP3_PORT", String.valueOf(MAIL.getPop3().getPort()))
                        .replace("IMAP_PORT", String.valueOf(MAIL.getImap().getPort()))
                        .replace("BACKEND", "localhost:" + backend.getAddress().getPort())
                        .replace("OBLIGING", OBLIGING)
                        .replace("FOLDER", folder.toString()));
        Files.copy(Path.of("routes/orders-jms.yaml"), folder.resolve("routes/orders-jms.yaml"));
        hub = RunningHub.start(
                        folder,
                        SANDBOX.apiUrl(),
                        SANDBOX.key(),
                        Map.of(),
                        (camel, settings) -> camel.addComponent("probe", PROBE))
                .withoutProblems();
    }

    @AfterAll
    static void stop() {
        hub.close();
        backend.stop(0);
        MAIL.stop();
    }

    @AfterEach
    void forget() throws Exception {
        MAIL.purgeEmailFromAllMailboxes();
        PROBE.seen().clear();
        PROBE.answersWith(Map.of());
        REQUESTS.clear();
        hub.discardAll();
    }

    static HttpResponse<String> post(String path, String body, String... headers) {
        return hub.post(path, body, headers);
    }

    static Map<String, Object> seen() throws InterruptedException {
        return Objects.requireNonNull(PROBE.seen().poll(30, TimeUnit.SECONDS), "nothing was sent to the probe");
    }

    static void awaitMessage(String channel, String data) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received(channel))
                        .anySatisfy(message -> assertThat(message.strip()).isEqualTo(data)));
    }

    static DeadLetter onlyDeadLetter(String route) {
        await().untilAsserted(() -> assertThat(hub.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.route()).isEqualTo(route)));
        return hub.deadLetters().get(0);
    }

    static Connection connect() throws JMSException {
        var jms = (JmsComponent) Objects.requireNonNull(hub.camel().getComponent("jms"));
        return Objects.requireNonNull(jms.getConnectionFactory()).createConnection();
    }

    static void send(String queue, OneMessage message, String... properties) throws JMSException {
        try (Connection connection = connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Message made = message.in(session);
            for (int i = 0; i < properties.length; i += 2) {
                made.setStringProperty(properties[i], properties[i + 1]);
            }
            session.createProducer(session.createQueue(queue)).send(made);
        }
    }

    interface OneMessage {
        Message in(Session session) throws JMSException;
    }

    static void assertOnlyOurMail() throws Exception {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(inbox("team@example.com")).hasSize(1));
        assertThat(inbox("victim@example.org")).isEmpty();
        MimeMessage mail = inbox("team@example.com").get(0).getMimeMessage();
        assertThat(recipients(mail)).containsExactly("team@example.com");
        assertThat(mail.getFrom()).extracting(Address::toString).containsExactly("hub@example.com");
        assertThat(mail.getReplyTo()).extracting(Address::toString).containsExactly("hub@example.com");
        assertThat(mail.getSubject()).isEqualTo("ours");
        assertThat(mail.getContentType()).startsWith("text/plain");
        assertThat(mail.getHeader("Return-Path")).containsExactly("<hub@example.com>");
        assertThat(mail.getHeader("X-Spam")).isNull();
        assertThat(mail.getHeader("Resent-To")).isNull();
    }

    static List<StoredMessage> inbox(String mailbox) throws FolderException {
        return MAIL.getManagers()
                .getImapHostManager()
                .getInbox(MAIL.getUserManager().getUserByEmail(mailbox))
                .getMessages();
    }

    static List<String> recipients(MimeMessage mail) throws MessagingException {
        return Arrays.stream(mail.getAllRecipients()).map(Address::toString).toList();
    }
}
