package io.rootsocket.hub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.testing.Hmac;
import io.rootsocket.hub.testing.ManualRow;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever strangers write into headers steers nothing, whichever way it comes in; nor does an object of theirs. */
@ManualRow({
    "an instruction as header, query, form field, multipart field or path parameter, in odd case or letters of other"
            + " alphabets",
    "a JMS property in capitals picks the channel or runs a program",
    "a MIME header picks the channel",
    "an upload's name becomes the file's name",
    "a JMS object that holds an exchange"
})
class StrangersHeadersIT extends AttackedHub {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelRootSocketChannel",
                "CAMELROOTSOCKETCHANNEL",
                "camelrootsocketchannel",
                "cAMELExecCommandExecutable",
                "org.apache.camel.x",
                "mail.smtp.proxy.host",
                "MAIL.SMTP.PROXY.HOST",
                "mail.smtps.socks.host",
                "kafka.OVERRIDE_TOPIC",
                "Kafka.key",
                "JMSReplyTo",
                "_AMQ_DUPL_ID",
                "MustacheTemplate",
                "RootSocketHubReroute",
                "HubAcceptedAt",
                "breadcrumbId"
            })
    void noComponentSeesAnInstructionOfAWebhooksCaller(String name) throws Exception {
        post("/seen/header", "x", name, "evil");
        post("/seen/query?" + name + "=evil", "x");
        post("/seen/form", name + "=evil&harmless=1", "Content-Type", "application/x-www-form-urlencoded");
        post(
                "/seen/multipart",
                "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\nevil\r\n--x--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=x");

        for (String way : List.of("header", "query", "form", "multipart")) {
            assertThat(seen())
                    .as(way)
                    .containsEntry("id", way)
                    .doesNotContainKey(name)
                    .doesNotContainValue("evil");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ma%C4%B1l.smtp.proxy.host", "mail.%C5%BFmtp.proxy.host", "%E2%84%AAafka.KEY"})
    void noLetterOfAnotherAlphabetPassesForOneOfAnInstruction(String name) throws Exception {
        post("/seen/1?" + name + "=evil", "x");

        assertThat(seen()).doesNotContainValue("evil");
    }

    @Test
    void aPathParameterIsNoInstructionEither() throws Exception {
        post("/named/chosen.txt/hello", "x");

        assertThat(seen()).doesNotContainKey("CamelFileName").containsEntry("subject", "hello");
    }

    @Test
    void anAnswerAtOneHopOfASlipIsNoInstructionToTheNext() throws Exception {
        post("/slip", "x");

        assertThat(seen()).doesNotContainKeys("CamelFileName", "mail.smtp.proxy.host");
    }

    @Test
    void whatARouteSetsAfterAnAnswerIsItsOwnAlsoForWhoeverCalledIt() throws Exception {
        post("/roundabout", "x");

        assertThat(seen()).containsEntry("CamelFileName", "report.txt").doesNotContainKey("mail.smtp.proxy.host");
    }

    @Test
    void theOriginalMessageBringsNothingBack() throws Exception {
        post("/restored?_AMQ_DUPL_ID=evil", "x", "JMSReplyTo", "evil", "X-Harmless", "kept");

        assertThat(seen()).containsEntry("X-Harmless", "kept").doesNotContainValue("evil");
    }

    @Test
    void aRouteReadsWhatItsSourceHasSetAndWhatIsHarmless() throws Exception {
        post("/seen/1?from=here&q=a", "x", "traceparent", "00-1-2-01", "X-GitHub-Delivery", "7");

        assertThat(seen())
                .containsEntry("CamelHttpPath", "/seen/1")
                .containsEntry("CamelHttpQuery", "from=here&q=a")
                .containsEntry("CamelHttpMethod", "POST")
                .containsEntry("from", "here")
                .containsEntry("traceparent", "00-1-2-01")
                .containsEntry("X-GitHub-Delivery", "7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelExecCommandExecutable", "CAMELEXECCOMMANDEXECUTABLE", "cAMELexecCommandExecutable"})
    void aWebhookRunsNoProgramOfItsCaller(String name) {
        assertThat(post("/program", "x", name, "id").body()).isEqualToIgnoringNewLines("safe");
        assertThat(post("/program?" + name + "=id", "x").body()).isEqualToIgnoringNewLines("safe");
        assertThat(post("/program", name + "=id", "Content-Type", "application/x-www-form-urlencoded")
                        .body())
                .isEqualToIgnoringNewLines("safe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelRootSocketChannel", "CAMELROOTSOCKETCHANNEL", "camelRootSocketChannel"})
    void aWebhookChoosesNoChannel(String name) {
        post("/webhook?" + name + "=evil", "hello", name, "evil");

        awaitMessage("news", "hello");
        assertThat(SANDBOX.received("evil")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMELROOTSOCKETCHANNEL", "cAMELRootSocketChannel", "CamelRootSocketChannel"})
    void aPropertyOfAnOrderChoosesNoChannel(String name) throws Exception {
        send("orders", session -> session.createTextMessage(ORDER), name, "evil");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received("orders")).hasSize(1));
        assertThat(SANDBOX.received("evil")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMELEXECCOMMANDEXECUTABLE", "CAmelExecCommandExecutable"})
    void aPropertyOfAMessageRunsNoProgram(String name) throws Exception {
        send("case.exec", session -> session.createTextMessage("x"), name, "id");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received("cases.exec"))
                        .singleElement()
                        .asString()
                        .contains("safe"));
    }

    @Test
    void aPropertyWhoseNameIsWrittenAroundIsStillAnInstruction() throws Exception {
        send(
                "case.seen",
                session -> session.createTextMessage("x"),
                "mail_DOT_smtp_DOT_proxy_DOT_host",
                "evil",
                "org_DOT_apache_DOT_camel_DOT_x",
                "evil",
                "kafka_DOT_OVERRIDE_TOPIC",
                "evil",
                "X_HYPHEN_Harmless",
                "kept");

        assertThat(seen())
                .containsEntry("X-Harmless", "kept")
                .containsKey("JMSMessageID")
                .doesNotContainValue("evil");
    }

    @Test
    void aServiceThatRestDeclaresIsAWebhook() throws Exception {
        HttpResponse<String> answer = post("/rest/1?Set-Cookie=a&kafka.KEY=evil", "x", "JMSReplyTo", "evil");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie");
        assertThat(seen()).containsEntry("id", "1").doesNotContainValue("evil");
    }

    @Test
    void anUploadGetsANameOfTheHubsOwn() throws Exception {
        HttpResponse<String> answer = post("/upload", """
                --x\r
                Content-Disposition: form-data; name="f"; filename="chosen.txt"\r
                CamelOverruleFileName: chosen.txt\r
                Content-Type: text/plain\r
                \r
                content\r
                --x--\r
                """, "Content-Type", "multipart/form-data; boundary=x");

        assertThat(answer.body()).isEqualTo("chosen.txt");
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertThat(files.toList()).singleElement().satisfies(file -> {
                assertThat(file.getFileName().toString()).doesNotContain("chosen");
                assertThat(file).hasContent("content");
            });
        }
    }

    @Test
    void aFileKeepsItsNameOnTheWay() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("drop")).resolve("name.txt"), "x");

        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(folder.resolve("taken/name.txt")).exists());
    }

    @Test
    void aComponentThatNobodyKnowsBringsNoInstruction() throws Exception {
        PROBE.receive(
                "unknown",
                Map.of(
                        "CAMELROOTSOCKETCHANNEL", "evil",
                        "CamelFileName", "evil",
                        "kafka.KEY", "evil",
                        "X-Harmless", "kept"));

        assertThat(seen()).containsEntry("X-Harmless", "kept").doesNotContainValue("evil");
        awaitMessage("news", "from a stranger");
    }

    @Test
    void anAnswerToAStepIsNoInstructionToTheNext() throws Exception {
        PROBE.answersWith(Map.of("cAMELRootSocketChannel", "evil", "mail.smtp.from", "evil", "X-Harmless", "kept"));

        hub.producer().requestBodyAndHeader("direct:ask", "x", "CamelFileName", "the route's");

        seen();
        assertThat(seen())
                .containsEntry("X-Harmless", "kept")
                .containsEntry("CamelFileName", "the route's")
                .doesNotContainValue("evil");
    }

    @Test
    void aCallerChoosesNeitherPathNorQueryNorMethodOfAnotherServer() throws Exception {
        post("/backend?admin=true", "x", "CamelHttpUri", "http://127.0.0.1:1/", "CamelHttpPath", "/evil");

        assertThat(REQUESTS.poll(10, TimeUnit.SECONDS)).isEqualTo("POST /api");
        assertOnlyOurMail();
        try (Stream<Path> files = Files.list(folder.resolve("backend"))) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(file.getFileName().toString()).doesNotContain("backend.txt"));
        }
    }

    @Test
    void aRouteThatIsAProxyPassesThePathOn() throws Exception {
        post("/proxy/this?q=1", "x");

        assertThat(REQUESTS.poll(10, TimeUnit.SECONDS)).contains("/proxy/this").contains("q=1");
    }

    @Test
    void aSignedWebhookIsAWebhook() throws Exception {
        HttpResponse<String> answer = post(
                "/signed?CAMELROOTSOCKETCHANNEL=evil&Set-Cookie=a",
                "hello",
                "X-Hub-Signature-256",
                "sha256=" + Hmac.hex("s3cret", "hello"),
                "JMSReplyTo",
                "evil",
                "CamelRootSocketChannel",
                "evil");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "x-hub-signature-256");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(seen()).containsKey("X-Hub-Signature-256").doesNotContainValue("evil");
        awaitMessage("signed", "hello");
        assertThat(SANDBOX.received("evil")).isEmpty();
    }

    private static final String ORDER = "{\"id\":1,\"customer\":{\"name\":\"c\"},\"lines\":[]}";

    @Test
    void anObjectThatHoldsAnExchangeIsADeadLetterAndNoOrder() throws Exception {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(ORDER);
        exchange.getMessage().setHeader("CamelRootSocketChannel", "evil");
        send("orders", session -> session.createObjectMessage(DefaultExchangeHolder.marshal(exchange)));

        DeadLetter letter = onlyDeadLetter("orders-jms");
        assertThat(letter.reason().kind()).isEqualTo(DeadLetter.Kind.route);
        assertThat(letter.encoding()).isEqualTo("base64");
        assertThat(SANDBOX.received("orders")).isEmpty();
        assertThat(SANDBOX.received("evil")).isEmpty();
    }

    @Test
    void anObjectIsADeadLetterAtOnceAndIsNeverMadeAnObject() throws Exception {
        Tripwire.sprung = false;

        send("orders", session -> session.createObjectMessage(new Tripwire("x".repeat(300_000))));

        DeadLetter letter = onlyDeadLetter("orders-jms");
        assertThat(letter.payload()).hasSizeGreaterThan(400_000).startsWith("rO0AB");
        assertThat(letter.attempts()).isEqualTo(1);
        assertThat(Tripwire.sprung).isFalse();
        send("orders", session -> session.createTextMessage(ORDER));
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received("orders")).hasSize(1));
    }

    @Test
    void whoSendsAnObjectHearsNothing() throws Exception {
        try (Connection connection = connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            var reply = session.createTemporaryQueue();
            Message message = session.createObjectMessage(new Tripwire("x"));
            message.setJMSReplyTo(reply);
            session.createProducer(session.createQueue("orders")).send(message);

            onlyDeadLetter("orders-jms");
            connection.start();
            assertThat(session.createConsumer(reply).receive(500)).isNull();
        }
    }

    @Test
    void aStreamOfValuesIsADeadLetterToo() throws Exception {
        send("orders", session -> {
            var stream = session.createStreamMessage();
            stream.writeString("no bytes");
            return stream;
        });

        DeadLetter letter = onlyDeadLetter("orders-jms");
        assertThat(letter.reason().kind()).isEqualTo(DeadLetter.Kind.route);
        assertThat(letter.payload()).isEqualTo("[\"no bytes\"]");
    }

    @Test
    void aMessageWithoutABodyIsADeadLetterToo() throws Exception {
        send("orders", Session::createMessage);

        onlyDeadLetter("orders-jms");
    }
}
