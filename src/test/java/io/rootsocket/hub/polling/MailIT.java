package io.rootsocket.hub.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet {@code mail} in a hub, with a real mail server. */
class MailIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private final int port = FreePort.next();
    private GreenMail server;

    @BeforeEach
    void serve() {
        start();
        RunningHub.route(folder, "application.properties", "mail.password=s3cr#et&{{x}}");
        RunningHub.route(folder, "letters.yaml", """
                - route:
                    id: letters
                    from:
                      uri: kamelet:mail
                      parameters:
                        host: 127.0.0.1
                        port: %d
                        protocol: imap
                        user: news@example.com
                        password: "{{mail.password}}"
                        every: 1s
                      steps:
                        - setBody:
                            simple: "${header.From}|${header.Subject}|${header.Bcc}|${headers.size}|${body}"
                        - to: rootsocket:message?channel=letters
                """.formatted(port));
    }

    private void start() {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        server.setUser("news@example.com", "news@example.com", "s3cr#et&{{x}}");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void deliver(String subject, String text) throws Exception {
        var mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(new InternetAddress("ana@example.com"));
        mail.setRecipients(MimeMessage.RecipientType.BCC, "spy@example.com");
        mail.setSubject(subject);
        mail.setHeader("CamelRootSocketChannel", "stolen");
        mail.setText(text);
        server.getUserManager().getUser("news@example.com").deliver(mail);
    }

    @Test
    void onlyTheTextTheSubjectAndTheSenderReachTheRoute() throws Exception {
        deliver("Hello", "How are you?");
        deliver("Again", "Fine.");
        try (RunningHub hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems()) {
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("letters"))
                            .containsExactly(
                                    "ana@example.com|Hello||2|How are you?", "ana@example.com|Again||2|Fine."));
            assertThat(SANDBOX.received("stolen")).isEmpty();
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @Test
    void aServerThatIsAwayLeavesNoDeadLetterAndIsReadOnceItIsBack() throws Exception {
        server.stop();
        try (RunningHub hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems()) {
            start();
            deliver("Hello", GreenMailUtil.random(3));

            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("letters")).hasSize(1));
            assertThat(hub.deadLetters()).isEmpty();
        }
    }
}
