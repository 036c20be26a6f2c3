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
import io.rootsocket.hub.testing.Hmac;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever strangers write into headers steers nothing, whichever way it comes in, and nothing of it comes back to them. */
@ManualRow({
    "an instruction as header, query, form field, multipart field or path parameter, in odd case or letters of other"
            + " alphabets",
    "a JMS property in capitals picks the channel or runs a program",
    "a MIME header picks the channel",
    "a header picks a mail's recipients or moves the mail server",
    "a mail within a mail",
    "an upload's name becomes the file's name",
    "the answer has the caller's headers",
    "a JMS object that holds an exchange",
    "a line break in what becomes a header of a mail"
})
class StrangersHeadersIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** The most obliging mail step: it takes from headers all that Camel lets it take. */
    private static final String OBLIGING =
            "useHeaderRecipients=true&useHeaderSubject=true&useHeaderFrom=true&useHeaderReplyTo=true"
                    + "&useJavaMailSessionPropertiesFromHeaders=true";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    private static final GreenMail MAIL =
            new GreenMail(Stream.of(ServerSetup.PROTOCOL_SMTP, ServerSetup.PROTOCOL_POP3, ServerSetup.PROTOCOL_IMAP)
                    .map(protocol -> new ServerSetup(0, "127.0.0.1", protocol))
                    .toArray(ServerSetup[]::new));
    private static final ProbeComponent PROBE = new ProbeComponent();
    private static final BlockingQueue<String> REQUESTS = new LinkedBlockingQueue<>();

    private static HttpServer backend;
    private static RunningHub hub;

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
        copy("orders-jms.yaml");
        hub = RunningHub.start(
                        folder,
                        SANDBOX.apiUrl(),
                        SANDBOX.key(),
                        Map.of(),
                        (camel, settings) -> camel.addComponent("probe", PROBE))
                .withoutProblems();
    }

    private static void copy(String file) throws IOException {
        Path copy = folder.resolve("routes").resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of("routes").resolve(file), copy);
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

    // ---- What a route makes of it

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
    void leavesOutOfAnAnswerWhatIsNoHeader() {
        HttpResponse<String> answer = hub.post("/answered", "a\r\nSet-Cookie: b=c");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("said", "set-cookie");
    }

    // ---- What comes in

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

        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(SANDBOX.received("orders")).hasSize(1));
        assertThat(SANDBOX.received("evil")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMELEXECCOMMANDEXECUTABLE", "CAmelExecCommandExecutable"})
    void aPropertyOfAMessageRunsNoProgram(String name) throws Exception {
        send("case.exec", session -> session.createTextMessage("x"), name, "id");

        await().atMost(LONGEST)
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

        await().atMost(LONGEST)
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

        await().atMost(LONGEST)
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

        await().atMost(LONGEST)
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
    void anotherServersAnswerAddressesNoMail() throws Exception {
        hub.producer().requestBody("direct:clock", "x");

        assertOnlyOurMail();
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

    // ---- What a queue brings and nobody can read

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
        await().atMost(LONGEST)
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

    // ---- What goes back

    @Test
    void anAnswerHoldsNothingOfItsRequest() {
        HttpResponse<String> answer = post(
                "/reflect?Access-Control-Allow-Origin=*&Set-Cookie=a%3Db&Content-Type=text/html",
                "<script>1</script>",
                "Content-Type",
                "text/html",
                "X-Internal-Auth",
                "abc",
                "X-Number",
                "7",
                "traceparent",
                "00-1-2-01");

        assertThat(answer.headers().map().keySet())
                .allSatisfy(name -> assertThat(name)
                        .isIn(
                                ":status",
                                "content-type",
                                "content-length",
                                "transfer-encoding",
                                "x-content-type-options"));
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void anAnswerHoldsNothingOfAForm() {
        HttpResponse<String> answer = post(
                "/reflect",
                "Set-Cookie=a&Location=http%3A%2F%2Fevil&X-Frame-Options=ALLOW",
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "location", "x-frame-options");
    }

    @Test
    void anAnswerHoldsWhatTheRouteHasSetAlsoInASubRouteAndToTheSameValue() {
        HttpResponse<String> answer = post("/answers", "x", "X-Request-ID", "17", "Content-Type", "text/html");

        assertThat(answer.headers().firstValue("X-Request-ID")).contains("17");
        assertThat(answer.headers().firstValue("X-Below")).contains("yes");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/css");
    }

    @Test
    void anAnswerOfAnotherServerIsNotTheRoutesAnswer() {
        HttpResponse<String> answer = post("/proxy/x", "x");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "subject");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).doesNotContain("html");
    }

    @ParameterizedTest
    @CsvSource({"/fails, 500", "/nobody-listens, 404", "/signed, 401"})
    void anErrorHoldsNothingOfItsRequestEither(String path, int status) {
        HttpResponse<String> answer =
                post(path + "?Set-Cookie=a", "x", "X-Internal-Auth", "abc", "Content-Type", "text/html");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "x-internal-auth");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    // ---- Tools

    private static HttpResponse<String> post(String path, String body, String... headers) {
        return hub.post(path, body, headers);
    }

    private static Map<String, Object> seen() throws InterruptedException {
        return Objects.requireNonNull(PROBE.seen().poll(30, TimeUnit.SECONDS), "nothing was sent to the probe");
    }

    private static void awaitMessage(String channel, String data) {
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(SANDBOX.received(channel))
                        .anySatisfy(message -> assertThat(message.strip()).isEqualTo(data)));
    }

    private static DeadLetter onlyDeadLetter(String route) {
        await().untilAsserted(() -> assertThat(hub.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.route()).isEqualTo(route)));
        return hub.deadLetters().get(0);
    }

    private static void assertOnlyOurMail() throws Exception {
        await().atMost(LONGEST)
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

    private static List<StoredMessage> inbox(String mailbox) throws FolderException {
        return MAIL.getManagers()
                .getImapHostManager()
                .getInbox(MAIL.getUserManager().getUserByEmail(mailbox))
                .getMessages();
    }

    private static List<String> recipients(MimeMessage mail) throws MessagingException {
        return Arrays.stream(mail.getAllRecipients()).map(Address::toString).toList();
    }

    private static void deliver(String mailbox, String mail) throws MessagingException {
        var message = new MimeMessage(
                null, new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        MAIL.getUserManager().getUserByEmail(mailbox).deliver(message);
    }

    private static Connection connect() throws JMSException {
        var jms = (JmsComponent) Objects.requireNonNull(hub.camel().getComponent("jms"));
        return Objects.requireNonNull(jms.getConnectionFactory()).createConnection();
    }

    private static void send(String queue, OneMessage message, String... properties) throws JMSException {
        try (Connection connection = connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Message made = message.in(session);
            for (int i = 0; i < properties.length; i += 2) {
                made.setStringProperty(properties[i], properties[i + 1]);
            }
            session.createProducer(session.createQueue(queue)).send(made);
        }
    }

    private interface OneMessage {
        Message in(Session session) throws JMSException;
    }
}
