package io.rootsocket.hub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.ManualRow;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No stranger addresses a mail, or writes into its head; and a mail that comes in is no instruction. */
@ManualRow({
    "a header picks a mail's recipients or moves the mail server",
    "a mail within a mail",
    "a line break in what becomes a header of a mail"
})
class StrangersMailsIT extends AttackedHub {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%0D%0ABcc:%20victim@example.org",
                "a%0ABcc:%20victim@example.org",
                "a%0DBcc:%20victim@example.org",
                "a%0D%0A%20%0D%0Aa%20body%20of%20their%20own",
                "a%00b",
            })
    void refusesASubjectOfSeveralLinesBeforeAnythingIsSent(String about) throws Exception {
        HttpResponse<String> answer = hub.post("/subject?about=" + about, "hello");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("`Subject`");
        assertThat(MAIL.getReceivedMessages()).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void refusesASubjectOfSeveralLinesOfTheBody() {
        assertThat(hub.post("/body-as-subject", "a\r\nBcc: victim@example.org").statusCode())
                .isEqualTo(400);
        assertThat(MAIL.getReceivedMessages()).isEmpty();
    }

    @Test
    void refusesALineBreakInTheAddressOfAMail() {
        HttpResponse<String> answer = hub.post("/computed-subject?about=a%250D%250ABcc:%20victim@example.org", "hello");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(MAIL.getReceivedMessages()).isEmpty();
    }

    @Test
    void sendsASubjectThatIsFolded() throws Exception {
        HttpResponse<String> answer = hub.post("/subject?about=a%0D%0A%20b%20%C3%BC", "hello");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(MAIL.getReceivedMessages())
                .singleElement()
                .satisfies(mail -> assertThat(mail.getSubject()).matches("a\\s+b ü"));
    }

    @Test
    void aPropertyOfAMessageAddressesNoMail() throws Exception {
        send(
                "case.mail",
                session -> session.createTextMessage("x"),
                "To",
                "victim@example.org",
                "Bcc",
                "victim@example.org",
                "Subject",
                "theirs",
                "mail_DOT_smtp_DOT_from",
                "evil@example.org");

        assertOnlyOurMail();
    }

    @ParameterizedTest
    @CsvSource({"/mailout", "/around"})
    void aWebhookAddressesNoMail(String path) throws Exception {
        var strangers = new ArrayList<String>();
        for (String name : List.of("To", "BCC", "cc", "Reply-To", "From", "Sender", "Resent-To", "Errors-To")) {
            strangers.addAll(List.of(name, "victim@example.org"));
        }
        strangers.addAll(List.of("Subject", "theirs", "Content-Type", "text/html", "X-Spam", "yes"));
        strangers.addAll(List.of("mail.smtp.proxy.host", "127.0.0.1", "mail.smtp.from", "evil@example.org"));
        strangers.addAll(List.of("CamelMailAlternativeBody", "evil", "contentType", "text/html"));

        post(path + "?subject=theirs&%C5%BFender=victim@example.org", "hello", strangers.toArray(String[]::new));

        assertOnlyOurMail();
    }

    @Test
    void aRouteReadsASubjectThatMailDoesNotSee() {
        assertThat(post("/mailout?subject=theirs", "hello").body()).isEqualTo("about theirs");
    }

    @Test
    void aRouteAddressesAMailItself() throws Exception {
        post("/own-mail?subject=theirs", "hello", "Bcc", "team@example.com");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(inbox("victim@example.org")).hasSize(1));
        MimeMessage mail = inbox("victim@example.org").get(0).getMimeMessage();
        assertThat(recipients(mail)).containsExactly("victim@example.org");
        assertThat(mail.getSubject()).isEqualTo("theirs");
    }

    @Test
    void aMailChoosesNoChannel() throws Exception {
        deliver("reader@example.com", """
                From: a@example.com
                To: hub@example.com
                Subject: =?utf-8?q?hi_there?=
                CamelRootSocketChannel: evil
                CAMELROOTSOCKETCHANNEL:
                 evil
                CamelRootSocketDeduplicationKey: =?utf-8?q?evil?=
                mail.smtp.proxy.host: evil
                kafka.OVERRIDE_TOPIC: evil
                JMSReplyTo: evil
                X-Harmless: kept
                Content-Type: text/plain

                hello
                """);

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received("cases.mails")).hasSize(1));
        assertThat(SANDBOX.received("evil")).isEmpty();
        assertThat(seen())
                .containsEntry("X-Harmless", "kept")
                .containsKeys("Subject", "From", "To")
                .doesNotContainValue("evil");
    }

    @Test
    void aMailAddressesNoOtherMail() throws Exception {
        deliver("forwarder@example.com", """
                From: victim@example.org
                To: victim@example.org
                Cc: victim@example.org
                Bcc: victim@example.org
                Reply-To: victim@example.org
                Subject: theirs
                X-Spam: yes
                Content-Type: text/html

                hello
                """);

        assertOnlyOurMail();
        awaitMessage("subjects", "theirs");
    }

    @Test
    void aMailWithinAMailIsNotSentToWhomItNames() throws Exception {
        deliver("popped@example.com", """
                From: victim@example.org
                Subject: theirs
                MIME-Version: 1.0
                Content-Type: message/rfc822

                From: victim@example.org
                To: victim@example.org
                Subject: inner

                hello
                """);

        assertOnlyOurMail();
        assertThat(inbox("team@example.com")
                        .get(0)
                        .getMimeMessage()
                        .getContent()
                        .toString())
                .contains("Subject: inner", "hello");
    }

    @Test
    void aPolledMailIsNoInstructionEither() throws Exception {
        deliver("polled@example.com", """
                From: a@example.com
                Subject: hi
                CAMELFILENAME: evil
                mail.smtp.proxy.host: evil
                kafka.KEY: evil

                hello
                """);

        hub.producer().requestBody("direct:poll", "x");

        assertThat(seen()).containsEntry("Subject", "hi").doesNotContainValue("evil");
    }

    @Test
    void anotherServersAnswerAddressesNoMail() throws Exception {
        hub.producer().requestBody("direct:clock", "x");

        assertOnlyOurMail();
    }

    private static void deliver(String mailbox, String mail) throws MessagingException {
        var message = new MimeMessage(
                null, new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        MAIL.getUserManager().getUserByEmail(mailbox).deliver(message);
    }
}
