package io.rootsocket.hub.hub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sends may be part of an address, and is never evaluated there; what a route writes still is. */
@ManualRow({
    "`{{rootsocket.key}}`, `{{env:…}}`, `RAW($simple{…})`, `#class:…` in what becomes a recipient, in any encoding",
    "a recipient `exec:`, `language:`, `controlbus:`, `sql:` that no step names"
})
class ComputedAddressesIT {

    private static final String SECRET = "a-setting-that-nobody-shows";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @RegisterExtension
    static final WireMockExtension SINK =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    static Path folder;

    @TempDir
    static Path elsewhere;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        webhook("list", "recipientList: {simple: '${header.topic}'}");
        webhook("parallel", "recipientList: {simple: '${header.topic}', parallelProcessing: true}");
        webhook("slip", "routingSlip: {simple: '${header.topic}'}");
        webhook("router", "dynamicRouter: {simple: '${header.topic}'}");
        webhook("enrich", "enrich: {simple: '${header.topic}'}");
        webhook("poll", "pollEnrich: {simple: '${header.topic}', timeout: 100}");
        webhook("to", "toD: '${header.topic}'");
        webhook("tap", "wireTap: {uri: '${header.topic}'}");
        webhook("option", "toD: 'http://{{sink}}/?userAgent=${header.topic}'");
        webhook("setting", "setBody: {simple: '${properties:${header.topic}:none}'}");
        webhook(
                "address",
                "removeHeaders: {pattern: 'CamelHttp*'}",
                "setHeader: {name: CamelHttpUri, simple: '${header.topic}'}",
                "to: 'http:localhost'");
        webhook(
                "template",
                "setHeader: {name: MustacheResourceUri, simple: '${header.topic}'}",
                "to: 'mustache:none?allowTemplateFromHeader=true'");
        webhook("written", "toD: 'http://{{sink}}/${header.topic}?setting={{secret}}'");
        webhook("writtenList", "recipientList: {simple: 'http://{{sink}}/${header.topic}?setting={{secret}}'}");
        String channel = "rootsocket:message?channel=${header.topic}";
        webhook("channelList", "recipientList: {simple: '%s'}".formatted(channel));
        webhook("channelSlip", "routingSlip: {simple: '%s'}".formatted(channel));
        webhook("channelEnrich", "enrich: {simple: '%s'}".formatted(channel));
        webhook("channelTo", "toD: {uri: '%s', allowOptimisedComponents: false}".formatted(channel));
        webhook("nowhere", "toD: 'nonexist:${header.topic}'");
        webhook("program", "toD: 'exec:echo?args=number ${header.topic}'");
        webhook("bean", "toD: 'http://{{sink}}/${header.topic}?headerFilterStrategy=#bean:none'");
        Files.writeString(elsewhere.resolve("ok.txt"), "what is in the file");
        String files = elsewhere.toUri().getPath();
        webhook(
                "pollFile",
                "pollEnrich: {simple: 'file:%s?fileName=${header.topic}&noop=true', timeout: 3000}".formatted(files));
        webhook(
                "pollTo",
                "poll: {uri: 'file:%s?fileName=${header.topic}&noop=true&charset=utf-8', timeout: 3000}"
                        .formatted(files));
        webhook("file", "toD: 'file:%sout?fileName=a-${header.topic}'".formatted(files));
        webhook(
                "fileMoved",
                "toD: 'file:%sout?fileName=${header.topic}&fileExist=Append&charset=utf-8'".formatted(files));
        webhook("enrichFile", "enrich: {simple: 'file:%sout?fileName=b ${header.topic}'}".formatted(files));
        webhook("listFile", "recipientList: {simple: 'file:%sout?fileName=c-${header.topic}'}".formatted(files));
        webhook("tapFile", "wireTap: {uri: 'file:%sout?fileName=d-${header.topic}'}".formatted(files));
        webhook("queue", "toD: 'jms:queue:computed.${header.topic}?exchangePattern=InOnly'");
        webhook("otherOption", "toD: 'file:%sout?fileName=${header.topic}&charset=${header.topic}'".formatted(files));
        route(folder, "queue-ends.yaml", """
                - route:
                    id: queue-ends
                    from:
                      uri: jms:queue:computed.ok.txt
                      steps:
                        - to: 'file:%sout?fileName=from-the-queue'
                """.formatted(files));
        route(folder, "application.properties", "secret=%s%nsink=localhost:%d%n".formatted(SECRET, SINK.getPort()));
        Files.writeString(elsewhere.resolve("page.mustache"), "a page of the route's choice");
        webhook(
                "chosenTemplate",
                "setHeader: {name: MustacheResourceUri, constant: '%s'}"
                        .formatted(elsewhere.resolve("page.mustache").toUri()),
                "to: 'mustache:none?allowTemplateFromHeader=true'");
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    /** `hub validate` finds each of these routes, and a hub starts none that it has found: here they are meant. */
    private static String allowed() {
        return Stream.of(Rule.values())
                .filter(Rule::canBeAllowed)
                .map(rule -> "# hub: allow %s — attacked on purpose\n".formatted(rule.word()))
                .collect(Collectors.joining());
    }

    private static void webhook(String id, String... steps) {
        route(folder, id + ".yaml", allowed() + """
                - route:
                    id: %s
                    from:
                      uri: platform-http:/%s
                      steps:
                        - %s
                """.formatted(id, id, String.join("\n        - ", steps)));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void answerEverything() {
        SINK.stubFor(any(anyUrl()).willReturn(aResponse().withBody("taken")));
    }

    private static HttpResponse<String> send(String path, String topic) {
        return hub.post("/" + path, "hello", "Content-Type", "text/plain", "topic", topic);
    }

    private static String atTheSink(String query) {
        return "http://localhost:%d/?%s".formatted(SINK.getPort(), query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "parallel", "slip", "router", "enrich", "poll", "to", "address"})
    void fillsInNoSettingThatACallerNames(String path) {
        HttpResponse<String> answer = send(path, atTheSink("k={{secret}}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("`{{`").doesNotContain(SECRET);
        assertThat(SINK.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    /** It was a failure of the hub's with a dead letter, of which a stranger could make as many as there is room for. */
    @ParameterizedTest
    @ValueSource(strings = {"channelList", "channelSlip", "channelEnrich", "channelTo"})
    void tellsItsCallerOfAChannelThatCannotBeOne(String path) {
        for (String topic : List.of("a-b", "a b", "", "x".repeat(101))) {
            HttpResponse<String> answer = send(path, topic);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(answer.body()).contains("was not sent", topic.isEmpty() ? "is empty" : topic);
        }
        assertThat(send(path, "fine").statusCode()).isEqualTo(200);
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void fillsInNoSettingForATap() {
        send("tap", atTheSink("k={{secret}}"));
        send("to", atTheSink("k=later"));

        assertThat(SINK.findAll(anyRequestedFor(anyUrl())))
                .extracting(LoggedRequest::getUrl)
                .containsExactly("/?k=later");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{rootsocket.key}}",
                "{{env:PATH}}",
                "{{sys:user.home}}",
                "{{?secret}}",
                "{{!secret}}",
                "{{none:{{secret}}}}",
                "{{{{secret}}}}",
                "{{bean:a.b}}",
                "%7B%7Bsecret%7D%7D",
                "%7b{secret%7d}",
                "%257B%257Bsecret%257D%257D",
                "%25257B%25257Bsecret}}",
                "RAW({{secret}})",
                "RAW($simple{properties:secret})",
                "$simple{properties:secret}",
                "${properties:secret}",
                "%24%7Bproperties:secret%7D",
                "#property:secret",
                "%23property:secret",
                "#class:java.lang.String",
                "#bean:secret",
                "#type:java.lang.String",
            })
    void evaluatesNothingInAnOption(String said) {
        for (String path : new String[] {"list", "to"}) {
            HttpResponse<String> answer = send(path, atTheSink("userAgent=" + said));

            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).doesNotContain(SECRET, SANDBOX.key());
        }
        assertThat(SINK.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{secret}}",
                "%7B%7Bsecret%7D%7D",
                "RAW($simple{properties:secret})",
                "#property:secret",
                "${properties:secret}"
            })
    void evaluatesNothingInAnOptionThatTheRouteFillsIn(String said) {
        assertThat(send("option", said).body()).doesNotContain(SECRET);
        // What HTTP takes for no value of this option, it leaves out.
        assertThat(SINK.findAll(anyRequestedFor(anyUrl())))
                .allSatisfy(request -> assertThat(request.toString()).doesNotContain(SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:{{secret}}", "classpath:{{secret}}", "{{secret}}"})
    void fillsInNoSettingInThePlaceOfATemplate(String place) {
        HttpResponse<String> answer = send("template", place);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list|exec:touch?args=FILE",
                "parallel|exec:touch?args=FILE",
                "slip|log:first,exec:touch?args=FILE",
                "slip|exec:touch?args=FILE",
                "router|exec:touch?args=FILE",
                "enrich|exec:touch?args=FILE",
                "to|exec:touch?args=FILE",
                "to|exec://touch?args=FILE",
                "tap|exec:touch?args=FILE",
                "to|language:simple:${properties:secret}",
                "list|language:simple:%24%7Bproperties:secret%7D",
                "list|controlbus:route?routeId=to&action=stop",
                "list|bean:none",
                "to|class:java.lang.Runtime",
                "to|sql:select 1",
                "to|mustache:file:/etc/passwd",
                "to|ref:none",
            })
    void runsNothingThatACallerChooses(String path, String said) {
        Path ran = elsewhere.resolve("ran");

        HttpResponse<String> answer = send(path, said.replace("FILE", ran.toString()));

        assertThat(answer.body()).doesNotContain(SECRET);
        assertThat(answer.statusCode()).isEqualTo(path.equals("tap") ? 200 : 400);
        assertThat(ran).doesNotExist();
        assertThat(hub.camel().getRouteController().getRouteStatus("to").isStarted())
                .isTrue();
    }

    @Test
    void readsASettingOnlyByItsName() {
        assertThat(send("setting", "x:{{secret}}").body()).isEqualTo("none");
        assertThat(send("setting", "no}}{{secret").body()).isEqualTo("none");
    }

    @Test
    void namesNoSecretOfTheRouteWhenItRefuses() {
        HttpResponse<String> answer = send("writtenList", "{{secret}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(SECRET);
        assertThat(hub.deadLetters()).noneMatch(letter -> letter.toString().contains(SECRET));
        assertThat(hub.admin("/observe/metrics").body()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"written", "writtenList"})
    void fillsInWhatTheRouteNames(String path) {
        assertThat(send(path, "chosen").statusCode()).isEqualTo(200);

        assertThat(SINK.findAll(anyRequestedFor(anyUrl())))
                .extracting(LoggedRequest::getUrl)
                .containsExactly("/chosen?setting=" + SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pollFile", "pollTo"})
    void readsTheFileWhoseNameTheRouteComputes(String path) {
        HttpResponse<String> answer = send(path, "ok.txt");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("what is in the file");
    }

    @ParameterizedTest
    @CsvSource({
        "file, a-ok.txt",
        "fileMoved, ok.txt",
        "enrichFile, b ok.txt",
        "listFile, c-ok.txt",
        "tapFile, d-ok.txt",
        "queue, from-the-queue"
    })
    void sendsToWhatTheRouteComputesInAnOptionOrAQueue(String path, String file) {
        HttpResponse<String> answer = send(path, "ok.txt");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(elsewhere.resolve("out").resolve(file)).hasContent("hello"));
    }

    @Test
    void evaluatesNothingOfACallerBesideWhatTheRouteComputes() {
        assertThat(send("otherOption", "${properties:secret}").statusCode()).isEqualTo(400);
        assertThat(send("file", "${properties:secret}").body()).doesNotContain(SECRET);
        assertThat(elsewhere.resolve("out").toFile().list((out, name) -> name.contains(SECRET)))
                .isNullOrEmpty();
    }

    @Test
    void runsWhatTheStepNames() {
        assertThat(send("program", "7").body()).isEqualToIgnoringNewLines("number 7");
        assertThat(send("chosenTemplate", "-").body()).isEqualTo("a page of the route's choice");
        // It comes as far as looking for the bean.
        assertThat(send("bean", "x").statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonexist:foo", "foo", "log:", "::", "log:a?level=FOO", "log:a?foo=bar"})
    void tellsWhoChoosesAnAddressThatThereIsNot(String said) {
        int letters = hub.deadLetters().size();

        for (String path : new String[] {"list", "parallel", "slip", "router", "enrich", "poll", "to"}) {
            HttpResponse<String> answer = send(path, said);

            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(400);
        }
        assertThat(hub.deadLetters()).hasSize(letters);
    }

    @Test
    void keepsWhatARouteSendsToAnAddressThatThereIsNot() {
        int letters = hub.deadLetters().size();

        assertThat(send("nowhere", "x").statusCode()).isEqualTo(500);
        assertThat(hub.deadLetters()).hasSize(letters + 1);
    }
}
