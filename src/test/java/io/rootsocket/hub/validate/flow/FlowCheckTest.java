package io.rootsocket.hub.validate.flow;

import static io.rootsocket.hub.validate.flow.CheckedFlows.check;
import static io.rootsocket.hub.validate.flow.CheckedFlows.found;
import static io.rootsocket.hub.validate.flow.CheckedFlows.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.ClassPathKamelets;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from a caller is followed on every way that it may take. */
@ManualRow("a flow from a caller to what obeys it")
class FlowCheckTest {

    @Test
    void takesAHeaderWhoseNameACallerChoosesForAnInstruction() {
        String set = "setHeader:\n  name: ${header.which}\n  constant: fixed";
        assertThat(found(route("platform-http:/x", set, "to: exec:echo")))
                .containsExactly("file1.yaml:10 error tainted-program");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poll", "feed"})
    void takesWhatAPolledServerAnswersForAStrangersWords(String kamelet) throws IOException {
        String begins = "kamelet:%s?url=https://example.com&every=1h".formatted(kamelet);
        var onBoard = ClassPathKamelets.ON_BOARD.find(kamelet).orElseThrow();

        assertThat(CheckedFlows.check(
                        List.of(new RouteSource(Path.of("r.yaml"), route(begins, "toD: exec:${body}")), onBoard)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(7);
                    assertThat(finding.message()).contains("the server that is polled here");
                });
        assertThat(CheckedFlows.check(
                        List.of(new RouteSource(Path.of("r.yaml"), route(begins, "to: exec:date")), onBoard)))
                .isEmpty();
    }

    @Test
    void takesTheCureThatItNames() {
        String mail = "to: smtp:mail.example.com?to=team@example.com";
        String request = "to: https://example.com";
        assertThat(found(route("platform-http:/x", "removeHeaders: \"*\"", mail)))
                .isEmpty();
        assertThat(found(route("platform-http:/x", "removeHeaders: a*", mail))).hasSize(1);
        assertThat(found(route("imap:mail.example.com", mail))).hasSize(1);
        assertThat(found(route("timer:x", mail))).isEmpty();
        assertThat(found(route("platform-http:/x", "removeHeaders: CamelHttp*", request)))
                .isEmpty();
        assertThat(found(route("platform-http:/x", "removeHeaders: CamelHttpQuery", request)))
                .hasSize(1);
        assertThat(found(route("jms:queue:a", request))).isEmpty();
    }

    @Test
    void knowsThatAClockIsNone() {
        String set = "setHeader:\n  name: CamelExecCommandArgs\n  simple: ${body}";
        for (String from : List.of("timer:x", "quartz:a/b", "schedule:a", "direct:a", "seda:a")) {
            assertThat(found(route(from, set, "to: exec:echo"))).isEmpty();
        }
    }

    @Test
    void takesTheAnswerOfAServerForAnOutsiders() {
        assertThat(found(route("timer:x", "to: https://example.com/next", "toD: ${body}")))
                .containsExactly("file1.yaml:8 warning tainted-endpoint");
    }

    @Test
    void leavesTheNameOfALocalFileAlone() {
        assertThat(found(route("file:in", "to: file:out?fileName=${file:name.noext}.json")))
                .isEmpty();
        assertThat(found(route("file:in", "toD: exec:cp?args=${file:name}")))
                .containsExactly("file1.yaml:7 warning tainted-program");
    }

    @Test
    void followsInlineAndCanonicalForms() {
        String canonical = """
                - route:
                    from:
                      uri: platform-http
                      parameters:
                        path: /x
                        http-method-restrict: POST
                      steps:
                        - set-header:
                            name: CamelFileName
                            expression:
                              simple:
                                expression: ${header.name}
                        - to:
                            uri: file
                            parameters:
                              directoryName: out
                """;
        assertThat(found(canonical)).containsExactly("file1.yaml:14 warning tainted-file-name");
        String inline = """
                - from:
                    uri: platform-http:/x?httpMethodRestrict=POST
                    steps:
                      - toD: exec:${header.a}
                - route:
                    from: platform-http:/y?httpMethodRestrict=POST
                    steps:
                      - toD: exec:${header.a}
                """;
        assertThat(found(inline))
                .containsExactly("file1.yaml:4 error tainted-program", "file1.yaml:8 error tainted-program");
    }

    @TestFactory
    Stream<DynamicTest> followsIntoEveryKindOfStep() {
        String inner = "    - toD: exec:${header.a}";
        return Stream.of(
                        "choice:\n  when:\n    - simple: ${header.b} == 'x'\n      steps:\n    "
                                + inner.replace("\n", "\n    "),
                        "choice:\n  otherwise:\n    steps:\n  " + inner,
                        "split:\n  simple: ${body}\n  steps:\n" + inner,
                        "multicast:\n  steps:\n" + inner,
                        "doTry:\n  steps:\n" + inner,
                        "doTry:\n  doCatch:\n    - exception: [java.lang.Exception]\n      steps:\n    " + inner,
                        "doTry:\n  doFinally:\n    steps:\n  " + inner,
                        "loop:\n  constant: 2\n  steps:\n" + inner,
                        "circuitBreaker:\n  steps:\n" + inner,
                        "circuitBreaker:\n  onFallback:\n    steps:\n  " + inner,
                        "filter:\n  simple: ${body} != null\n  steps:\n" + inner,
                        "pipeline:\n  steps:\n" + inner,
                        "aggregate:\n  constant: x\n  steps:\n" + inner,
                        "loadBalance:\n  steps:\n" + inner,
                        "idempotentConsumer:\n  simple: ${header.a}\n  steps:\n" + inner)
                .map(step -> DynamicTest.dynamicTest(
                        step.replaceFirst(":(?s).*", ""),
                        () -> assertThat(found(route("platform-http:/x", step)))
                                .singleElement()
                                .asString()
                                .endsWith("error tainted-program")));
    }

    @Test
    void findsWhatOneTurnOfALoopHandsToTheNext() {
        String step = "loop:\n  constant: 2\n  steps:\n    - toD: exec:${variable.a}\n"
                + "    - setVariable:\n        name: a\n        simple: ${header.a}";
        assertThat(found(route("platform-http:/x", step))).containsExactly("file1.yaml:10 error tainted-program");
    }

    @Test
    void countsBothWaysThatARouteMayGo() {
        String choice = "choice:\n  when:\n    - simple: ${header.b} == 'x'\n      steps:\n        - setBody:\n"
                + "            constant: fixed\n        - setVariable:\n            name: v\n            simple: ${header.v}";
        assertThat(found(route("platform-http:/x", choice, "toD: exec:${body}", "toD: exec:${variable.v}")))
                .hasSize(2);
    }

    @Test
    void endsWhereTheRouteStops() {
        assertThat(found(route("platform-http:/x", "stop: {}", "toD: exec:${body}")))
                .isEmpty();
    }

    @Test
    void followsAcrossFilesAndNamesBothLines() {
        String sink = route("direct:write", "to: file:out?fileName=${header.name}");
        var sources = List.of(
                new RouteSource(Path.of("hooks.yaml"), route("platform-http:/x", "to: seda:between")),
                new RouteSource(Path.of("between.yaml"), route("seda:between", "wireTap: direct:write")),
                new RouteSource(Path.of("write.yaml"), sink));
        assertThat(check(sources))
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .startsWith(
                        "write.yaml:7:15: warning: The header `name` of a caller of `platform-http:/x` (hooks.yaml:3) "
                                + "becomes a file name.");
    }

    @Test
    void seesWhatARouteThatIsCalledHandsBack() {
        String called = route("direct:a", "setBody:\n  constant: fixed");
        assertThat(found(route("platform-http:/x", "to: direct:a", "toD: exec:${body}"), called))
                .isEmpty();
        String hands = route("direct:a", "setVariable:\n  name: v\n  simple: ${header.h}");
        assertThat(found(route("platform-http:/x", "to: direct:a", "toD: exec:${variable.v}"), hands))
                .containsExactly("file1.yaml:8 error tainted-program");
    }

    @Test
    void takesARouteThatCallsItself() {
        assertThat(found(
                        route("platform-http:/x", "to: direct:a"),
                        route("direct:a", "to: direct:a", "toD: exec:${body}")))
                .containsExactly("file2.yaml:8 warning tainted-program");
    }

    @Test
    void reportsEachSourceOfASharedSink() {
        assertThat(found(
                        route("platform-http:/x", "to: direct:a"),
                        route("jms:queue:a", "to: direct:a"),
                        route("direct:a", "toD: ftp:example.com/${body}", "toD: ftp:example.com/${body}")))
                .hasSize(4);
    }

    @Test
    void namesTheLineInBetween() {
        String set = "setVariable:\n  name: n\n  simple: ${header.name}";
        assertThat(check(List.of(new RouteSource(
                        Path.of("a.yaml"), route("platform-http:/x", set, "to: file:out?fileName=${variable.n}")))))
                .extracting(Finding::message)
                .containsExactly("The header `name` of a caller of `platform-http:/x` (line 3) becomes a file name, by "
                        + "way of line 9. No signature proves who calls.");
    }

    private static final String SIGNED = """
            kind: Kamelet
            metadata:
              name: signed
            spec:
              definition:
                properties:
                  folder:
                    default: out
              template:
                beans:
                  - name: signature
                    type: "#class:io.rootsocket.hub.webhook.WebhookSignature"
                from:
                  uri: platform-http:{{path}}
                  parameters:
                    httpMethodRestrict: POST
                  steps:
                    - process:
                        ref: "{{signature}}"
                    - to: kamelet:sink
                    - to: file:{{folder}}?fileName={{name}}
            """;

    @Test
    void trustsASignatureMoreButNotBlindly() {
        String route = route("kamelet:signed?path=/x&name=fixed", "toD: exec:${body}");
        var sources = List.of(
                new RouteSource(Path.of("r.yaml"), route), new RouteSource(Path.of("signed.kamelet.yaml"), SIGNED));
        assertThat(check(sources)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.line()).isEqualTo(7);
            assertThat(finding.message()).contains("(line 3)").doesNotContain("No signature");
        });
    }

    @Test
    void looksIntoAKameletWithWhatItIsGiven() {
        String route = "- route:\n    from:\n      uri: kamelet:signed\n      parameters:\n        path: /x\n"
                + "        name: ${header.name}\n      steps:\n        - log: x\n";
        assertThat(found(route, SIGNED)).containsExactly("file2.yaml:21 warning tainted-file-name");
    }

    @Test
    void looksIntoAKameletThatNoRouteUses() {
        String unsigned = SIGNED.replace("- to: kamelet:sink", "- toD: exec:${body}")
                .replace("ref: \"{{signature}}\"", "ref: mine");
        assertThat(found(unsigned)).containsExactly("file1.yaml:20 error tainted-program");
    }

    @Test
    void followsIntoASinkKameletAndPastAnAction() {
        String action = """
                kind: Kamelet
                metadata:
                  name: act
                spec:
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - toD: exec:${body}
                        - setBody:
                            constant: fixed
                """;
        assertThat(found(route("platform-http:/x", "to: kamelet:act", "toD: exec:${body}"), action))
                .containsExactly("file2.yaml:9 warning tainted-program");
        assertThat(found(route("platform-http:/x", "to:\n  uri: kamelet\n  parameters:\n    templateId: act"), action))
                .containsExactly("file2.yaml:9 warning tainted-program");
        assertThat(found(route("platform-http:/x", "kamelet:\n  name: act"), action))
                .containsExactly("file2.yaml:9 warning tainted-program");
    }

    @Test
    void followsAnOperationOfTheRestDsl() {
        String rest =
                "- rest:\n    path: /a\n    post:\n      - path: /b\n        to: direct:a\n    get:\n      - to:\n          uri: direct:b\n";
        assertThat(found(rest + route("direct:a", "toD: exec:${body}") + route("direct:b", "toD: exec:${body}")))
                .hasSize(2)
                .allSatisfy(found -> assertThat(found).endsWith("error tainted-program"));
    }

    @Test
    void followsATemplateWithItsParameters() {
        String text = """
                - routeTemplate:
                    id: t
                    parameters:
                      - name: path
                      - name: file
                        defaultValue: fixed
                    from:
                      uri: platform-http:{{path}}
                      parameters:
                        httpMethodRestrict: POST
                      steps:
                        - to: file:out?fileName={{file}}
                - templatedRoute:
                    routeTemplateRef: t
                    parameters:
                      - name: path
                        value: /x
                """;
        assertThat(found(text)).isEmpty();
        assertThat(found(text + "      - name: file\n        value: ${header.a}\n"))
                .containsExactly("file1.yaml:12 warning tainted-file-name");
    }

    @Test
    void looksAtWhatHandlesFailures() {
        String handler =
                "- onException:\n    exception: [java.lang.Exception]\n    steps:\n      - toD: exec:${body}\n";
        assertThat(found(handler + route("platform-http:/x", "log: x")))
                .containsExactly("file1.yaml:4 error tainted-program");
    }

    @Test
    void takesWhatAFailureSaysForWhatCameWithTheMessage() {
        String handler =
                "- onException:\n    exception: [java.lang.Exception]\n    steps:\n      - toD: exec:${exception.message}\n";
        assertThat(found(handler
                        + route(
                                "platform-http:/x",
                                "throwException:\n  exceptionType: java.lang.Exception\n  message: ${header.q}")))
                .containsExactly("file1.yaml:4 error tainted-program");
        assertThat(found(handler + route("timer:x", "log: x"))).isEmpty();
        for (String said : List.of("${exception.message}", "${exchangeProperty.CamelExceptionCaught}")) {
            assertThat(found(route(
                            "platform-http:/x",
                            "doTry:\n  steps:\n    - unmarshal: {json: {}}\n  doCatch:\n    - exception: [java.lang.Exception]\n"
                                    + "      steps:\n        - toD: exec:" + said)))
                    .as(said)
                    .containsExactly("file1.yaml:13 error tainted-program");
        }
    }

    @Test
    void followsAVariableThatAllRoutesShare() {
        String writes = route("platform-http:/x", "setVariable:\n  name: global:q\n  simple: ${body}");
        String reads = route("timer:x", "toD: exec:${variable.global:q}");

        assertThat(found(writes + reads)).containsExactly("file1.yaml:16 error tainted-program");
        assertThat(found(reads + writes)).containsExactly("file1.yaml:7 error tainted-program");
        assertThat(found(reads, writes)).containsExactly("file1.yaml:7 warning tainted-program");
        assertThat(found(writes.replace("global:q", "route:q") + reads.replace("global:q", "route:q")))
                .hasSize(1);
        assertThat(found(writes.replace("global:q", "q") + reads.replace("global:q", "q")))
                .isEmpty();
        assertThat(found(writes.replace("${body}", "fixed") + reads)).isEmpty();
    }

    @Test
    void followsTheHeadersOfWhatIsPolled() {
        assertThat(found(route(
                        "timer:x", "pollEnrich:\n  constant: jms:queue:in", "to: file:out?fileName=${header.name}")))
                .containsExactly("file1.yaml:9 warning tainted-file-name");
    }

    @Test
    void takesAComputedNameOfAHeaderForAnyOfThem() {
        for (String sink :
                List.of("rootsocket:message?channel=a", "http:example.com?bridgeEndpoint=true", "sql:select 1")) {
            assertThat(found(route(
                            "platform-http:/x",
                            "setHeader:\n  name: ${header.n}\n  simple: ${header.v}",
                            "to: " + sink)))
                    .as(sink)
                    .hasSize(1);
        }
    }

    @Test
    void followsClaimsPropertiesAndScripts() {
        String property = "setProperty:\n  name: q\n  simple: ${header.q}";
        String fixed = "setBody:\n  constant: fixed";
        assertThat(found(route("platform-http:/x", property, "toD: exec:${exchange.properties[q]}")))
                .containsExactly("file1.yaml:10 error tainted-program");
        assertThat(found(route("platform-http:/x", property, "toD: exec:${exchangeProperty.${header.n}}")))
                .hasSize(1);
        assertThat(found(route(
                        "platform-http:/x",
                        "claimCheck:\n  operation: Set\n  key: a",
                        fixed,
                        "claimCheck:\n  operation: Get\n  key: a",
                        "toD: exec:${body}")))
                .hasSize(1);
        assertThat(found(route(
                        "platform-http:/x",
                        fixed,
                        "script:\n  groovy: exchange.message.body = headers.q",
                        "toD: exec:${body}")))
                .hasSize(1);
        assertThat(found(route("platform-http:/x", fixed, "script:\n  groovy: println headers.q", "toD: exec:${body}")))
                .isEmpty();
    }

    @Test
    void warnsOfAWebhookForEveryMethod() {
        assertThat(found("- from:\n    uri: platform-http:/x\n    steps:\n      - log: x\n"))
                .containsExactly("file1.yaml:2 warning webhook-method");
        assertThat(
                        found(
                                "- from:\n    uri: platform-http\n    parameters:\n      path: /x\n    steps:\n      - log: x\n"))
                .containsExactly("file1.yaml:2 warning webhook-method");
    }

    @Test
    void passesOverAStepThatIsSwitchedOff() {
        assertThat(found(route("platform-http:/x", "toD:\n  uri: exec:${body}\n  disabled: true")))
                .isEmpty();
    }

    @Test
    void findsNothingInTheShippedRoutes() throws IOException {
        assertThat(check(RouteSources.read(Path.of("routes"), "*.yaml").sources()))
                .isEmpty();
    }
}
