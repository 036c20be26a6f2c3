package io.rootsocket.hub.validate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.Finding;
import io.rootsocket.hub.routes.RouteSource;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.RouteYaml;
import io.rootsocket.hub.routes.Severity;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each file of `flows` holds snippets; what is found in each is written above it, and nothing else may be. */
@ManualRow("a flow from a caller to what obeys it")
class FlowCheckTest {

    static List<Finding> check(List<RouteSource> sources) {
        return FlowCheck.check(files(sources));
    }

    private static List<RoutesFile> files(List<RouteSource> sources) {
        return sources.stream()
                .map(source ->
                        new RoutesFile(source, RouteYaml.of(source).root().orElseThrow(), text -> text))
                .toList();
    }

    private static String route(String from, String... steps) {
        var text = new StringBuilder(
                "- route:\n    from:\n      uri: %s\n      parameters:\n        httpMethodRestrict: POST\n      steps:\n"
                        .formatted(from));
        for (String step : steps) {
            text.append("        - ").append(step.replace("\n", "\n          ")).append('\n');
        }
        return text.toString();
    }

    private static List<String> found(String... texts) {
        var sources = new ArrayList<RouteSource>();
        for (String text : texts) {
            sources.add(new RouteSource(Path.of("file%d.yaml".formatted(sources.size() + 1)), text));
        }
        return check(sources).stream()
                .sorted()
                .map(finding -> "%s:%d %s %s"
                        .formatted(
                                finding.file(),
                                finding.line(),
                                finding.severity().word(),
                                finding.rule().word()))
                .toList();
    }

    private record Way(String name, String step, String rule) {
        Way(String step, String rule) {
            this(step, step, rule);
        }
    }

    private static final List<Way> WAYS = List.of(
            new Way("toD: rootsocket:message?channel=${header.topic}", "tainted-channel"),
            new Way("to-d: rootsocket:message?channel=${header.topic}", "tainted-channel"),
            new Way(
                    "toD:\n  uri: rootsocket\n  parameters:\n    operation: message\n    channel: ${header.topic}",
                    "tainted-channel"),
            new Way("toD: ${header.where}", "error tainted-endpoint"),
            new Way("toD: direct:${body}", "tainted-endpoint"),
            new Way("recipientList:\n  header: where", "error tainted-endpoint"),
            new Way("recipient-list:\n  expression:\n    simple: direct:${header.name}", "error tainted-endpoint"),
            new Way(
                    "recipientList:\n  simple: file:out?fileName=${header.name}\n  delimiter: \"false\"",
                    "tainted-file-name"),
            new Way("routingSlip:\n  jq: .where", "error tainted-endpoint"),
            new Way("dynamicRouter:\n  simple: ${header.next}", "error tainted-endpoint"),
            new Way("enrich:\n  simple: http://example.com/${header.id}", "tainted-http-address"),
            new Way("pollEnrich:\n  simple: file:in?fileName=${header.id}", "tainted-file-name"),
            new Way("wireTap: log:${header.id}", "tainted-endpoint"),
            new Way("toD: exec:git?args=pull ${header.branch}", "error tainted-program"),
            new Way("toD:\n  uri: exec\n  parameters:\n    executable: ${header.program}", "error tainted-program"),
            new Way("to: exec:git?args=pull ${header.branch}", "tainted-program"),
            new Way("to: exec:sh", "error tainted-program"),
            new Way("toD: \"sql:select * from t where id = '${header.id}'\"", "error tainted-sql"),
            new Way("to: \"sql:select * from t where id = '${header.id}'\"", "tainted-sql"),
            new Way("to: jdbc:orders", "error tainted-sql"),
            new Way("to: language:simple", "error tainted-code"),
            new Way("toD: language:groovy:${body}", "error tainted-code"),
            new Way("to: file:out?fileName=${header.name}.json", "tainted-file-name"),
            new Way(
                    "to:\n  uri: file\n  parameters:\n    directoryName: out\n    fileName: ${header.name}",
                    "tainted-file-name"),
            new Way("toD: ftp:u@example.com/${header.folder}", "tainted-file-name"),
            new Way("toD: https://api.example.com/${header.id}", "tainted-http-address"),
            new Way("to: https://api.example.com/orders", "tainted-http-address"),
            new Way("to: smtp:mail.example.com?to=team@example.com", "tainted-mail"),
            new Way("toD: smtps:mail.example.com?to=${header.mail}", "tainted-mail"),
            new Way("toD: kafka:${header.topic}", "tainted-topic"),
            new Way("toD: jms:queue:${header.queue}", "tainted-topic"),
            new Way("toD: freemarker:${header.template}", "tainted-template"),
            new Way("toD: bean:${header.bean}", "tainted-bean"),
            new Way("toD: bean:orders?method=${header.method}", "tainted-bean"),
            new Way("setBody:\n  simple: ${bean:${header.bean}}", "tainted-bean"));

    @TestFactory
    Stream<DynamicTest> findsWhereACallerHasASay() {
        return WAYS.stream()
                .map(way -> DynamicTest.dynamicTest(way.name(), () -> {
                    String severity = way.rule().startsWith("error") ? "" : "warning ";
                    assertThat(check(List.of(
                                    new RouteSource(Path.of("file1.yaml"), route("platform-http:/x", way.step())))))
                            .singleElement()
                            .satisfies(finding -> {
                                assertThat(finding.severity().word() + " "
                                                + finding.rule().word())
                                        .isEqualTo(severity + way.rule());
                                assertThat(finding.message()).contains("a caller of `platform-http:/x` (line 3)");
                                assertThat(finding.line()).isGreaterThanOrEqualTo(7);
                            });
                }));
    }

    private record Instruction(String header, String to, String rule) {}

    private static final List<Instruction> INSTRUCTIONS = List.of(
            new Instruction("CamelFileName", "file:out", "warning tainted-file-name"),
            new Instruction("camelfilename", "sftp:u@example.com/out", "warning tainted-file-name"),
            new Instruction("CamelOverruleFileName", "file:out", "warning tainted-file-name"),
            new Instruction("CamelExecCommandExecutable", "exec:echo", "error tainted-program"),
            new Instruction("CamelExecCommandArgs", "exec:echo", "error tainted-program"),
            new Instruction("CamelSqlQuery", "sql:select 1", "error tainted-sql"),
            new Instruction("CamelLanguageScript", "language:simple:classpath:a.txt", "error tainted-code"),
            new Instruction("CamelHttpUri", "https://example.com?bridgeEndpoint=true", "warning tainted-http-address"),
            new Instruction("CamelHttpPath", "https://example.com?bridgeEndpoint=true", "warning tainted-http-address"),
            new Instruction(
                    "CamelHttpQuery", "https://example.com?bridgeEndpoint=true", "warning tainted-http-address"),
            new Instruction("To", "smtp:mail.example.com", "warning tainted-mail"),
            new Instruction("BCC", "smtp:mail.example.com", "warning tainted-mail"),
            new Instruction("mail.smtp.proxy.host", "smtp:mail.example.com", "warning tainted-mail"),
            new Instruction("CamelKafkaOverrideTopic", "kafka:orders", "warning tainted-topic"),
            new Instruction("kafka.OVERRIDE_TOPIC", "kafka:orders", "warning tainted-topic"),
            new Instruction("CamelKafkaKey", "kafka:orders", "warning tainted-topic"),
            new Instruction("CamelJmsDestinationName", "jms:queue:orders", "warning tainted-topic"),
            new Instruction("CamelFreemarkerTemplate", "freemarker:a.ftl", "warning tainted-template"),
            new Instruction(
                    "CamelFreemarkerTemplate", "freemarker:a.ftl?allowContextMapAll=true", "error tainted-template"),
            new Instruction("MustacheTemplate", "mustache:a.mustache", "warning tainted-template"),
            new Instruction("CamelXsltResourceUri", "xslt:a.xsl", "warning tainted-template"),
            new Instruction("CamelBeanMethodName", "bean:orders", "warning tainted-bean"));

    @TestFactory
    Stream<DynamicTest> findsWhereAnInstructionIsMadeOfWhatACallerSent() {
        return INSTRUCTIONS.stream()
                .map(one -> DynamicTest.dynamicTest(one.header() + " " + one.to(), () -> {
                    String set = "setHeader:\n  name: %s\n  simple: a-${header.b}".formatted(one.header());
                    assertThat(found(route("platform-http:/x", set, "to: " + one.to())))
                            .containsExactly("file1.yaml:10 " + one.rule());
                    String constant = "setHeader:\n  name: %s\n  constant: fixed".formatted(one.header());
                    assertThat(found(route("platform-http:/x", "removeHeaders: \"*\"", constant, "to: " + one.to())))
                            .isEmpty();
                }));
    }

    private static final List<String> FILE_OF_TAINT = List.of(
            "setVariable:\n  name: a\n  simple: ${header.b}|simple: ${variable.a}",
            "setVariable:\n  name: a\n  jq: .b|variable: a",
            "set-property:\n  name: a\n  jsonpath: $.b|exchange-property: a",
            "setProperty:\n  name: a\n  expression:\n    xpath:\n      expression: /b|simple: ${exchangeProperty.a}",
            "setHeaders:\n  headers:\n    - name: a\n      jq:\n        expression: .b\n        resultType: java.lang.String|header: a",
            "setBody:\n  simple: ${header.b}|simple: ${body}",
            "transform:\n  jq: .b|simple: ${bodyAs(String)}",
            "setVariable:\n  name: a\n  jq:\n    expression: .\n    source: header:b|simple: ${variable.a}",
            "setVariable:\n  name: a\n  groovy: request.headers.b|simple: ${variable.a}",
            "unmarshal:\n  variableReceive: a\n  json: {}|simple: ${variable.a[b]}",
            "setVariables:\n  variables:\n    - name: a\n      simple: ${headers[b]}|simple: ${variables.a}",
            "setBody:\n  constant: x|simple: ${headerAs(b, String)}",
            "setBody:\n  constant: x|simple: ${trim(${header.b})}",
            "setBody:\n  constant: x|simple: ${in.header.b}",
            "setBody:\n  constant: x|simple: ${exchange.in.headers[b]}",
            "setBody:\n  constant: x|simple: ${header.CamelHttpQuery}",
            "setBody:\n  constant: x|simple: ${originalBody}",
            "removeHeaders:\n  pattern: \"*\"\n  excludePattern: b|header: b",
            "removeHeaders:\n  pattern: c*|header: b");

    @TestFactory
    Stream<DynamicTest> followsWhatACallerSent() {
        return FILE_OF_TAINT.stream()
                .map(text -> DynamicTest.dynamicTest(text, () -> {
                    String[] parts = text.split("\\|");
                    String name = "setHeader:\n  name: CamelFileName\n  " + parts[1];
                    assertThat(found(route("platform-http:/x", parts[0], name, "to: file:out")))
                            .singleElement()
                            .asString()
                            .endsWith("warning tainted-file-name");
                }));
    }

    private static final List<String> NO_TAINT = List.of(
            "setBody:\n  constant: x|simple: ${body}",
            "setVariable:\n  name: a\n  constant: x|simple: ${variable.a}",
            "removeHeaders:\n  pattern: \"*\"|header: b",
            "remove-headers:\n  pattern: b*|header: b",
            "removeHeader: b|header: b",
            "log: ${body}|simple: ${exchangeId}-${date:now:yyyy}.json",
            "log: ${body}|simple: ${hash(${header.b})}.json",
            "log: ${body}|simple: ${headerAs(b, Integer)}.json",
            "log: ${body}|simple: ${header.b.length}.json",
            "log: ${body}|simple: ${header.CamelFileName}",
            "log: ${body}|simple: ${header.CamelRootSocketChannel}",
            "log: ${body}|jq:\n    expression: .id\n    resultType: java.lang.Integer",
            "log: ${body}|constant: ${header.b}",
            "convertHeaderTo:\n  name: b\n  type: java.lang.Long|header: b",
            "validate:\n  simple: ${header.b} regex '[a-z]{1,20}'|header: b",
            "validate:\n  simple: ${header.b} in 'x,y' && ${body} != null|header: b",
            "filter:\n  simple: ${header.b} not in 'x,y'\n  steps:\n    - stop: {}|header: b",
            "to: sql:select file from t|simple: ${body}");

    @TestFactory
    Stream<DynamicTest> letsPassWhatNoCallerHasASayIn() {
        return NO_TAINT.stream()
                .map(text -> DynamicTest.dynamicTest(text, () -> {
                    String[] parts = text.split("\\|");
                    String name = "setHeader:\n  name: CamelFileName\n  " + parts[1];
                    assertThat(found(route("platform-http:/x", parts[0], name, "to: file:out")))
                            .isEmpty();
                }));
    }

    private static final List<String> DATA = List.of(
            "to: rootsocket:message?channel=a&deduplicate=${header.id}",
            "setHeader:\n  name: CamelRootSocketChannel\n  simple: ${header.topic}",
            "to: \"sql:insert into t values (:#${header.id}, :#${body})\"",
            "to: exec:jq?args=.name",
            "to: file:out?fileName=${exchangeId}.json",
            "to: jms:queue:orders",
            "to: kafka:orders",
            "to: https://example.com?bridgeEndpoint=true",
            "to: freemarker:a.ftl",
            "toD: direct:${variable.mine}",
            "setBody:\n  simple: Hello ${header.name}",
            "log: ${header.a}");

    @TestFactory
    Stream<DynamicTest> letsDataBeData() {
        return DATA.stream()
                .map(step -> DynamicTest.dynamicTest(
                        step,
                        () -> assertThat(found(route("platform-http:/x", step, "to: rootsocket:message?channel=a")))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> knowsWhoIsAnOutsider() {
        return Stream.of(
                        "jms:queue:a|a sender to `jms:queue:a`",
                        "kafka:a|a sender to `kafka:a`",
                        "imap:mail.example.com?username=u|the sender of a mail in `imap:mail.example.com`",
                        "pop3s:mail.example.com|the sender of a mail",
                        "file:inbox|whoever puts a file into `file:inbox`",
                        "sftp:u:s3cret@example.com/in|whoever puts a file into `sftp:example.com/in`",
                        "carrier-pigeon:home|whoever sends to `carrier-pigeon:home`",
                        "kamelet:unknown-kamelet|whoever sends to `kamelet:unknown-kamelet`",
                        "rest:get:orders|a caller of `rest:get:orders`")
                .map(text -> DynamicTest.dynamicTest(text, () -> {
                    String[] parts = text.split("\\|");
                    String set = "setHeader:\n  name: CamelExecCommandArgs\n  simple: ${body}";
                    var sources = List.of(new RouteSource(Path.of("a.yaml"), route(parts[0], set, "to: exec:echo")));
                    assertThat(check(sources)).singleElement().satisfies(finding -> {
                        assertThat(finding.message()).contains(parts[1]).doesNotContain("s3cret");
                        assertThat(finding.severity() == Severity.ERROR).isEqualTo(parts[0].startsWith("rest"));
                    });
                }));
    }

    @Test
    void takesAHeaderWhoseNameACallerChoosesForAnInstruction() {
        String set = "setHeader:\n  name: ${header.which}\n  constant: fixed";
        assertThat(found(route("platform-http:/x", set, "to: exec:echo")))
                .containsExactly("file1.yaml:10 error tainted-program");
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
    void takesWhatIsAllowedWithAReason() {
        String comment = "# hub: allow tainted-file-name — they own the folder";
        String text =
                route("platform-http:/x", "to: file:out?fileName=${header.a}", "to: file:out?fileName=${header.b}");
        assertThat(found(text)).hasSize(2);
        assertThat(found(text.replace(
                        "        - to: file:out?fileName=${header.a}",
                        "        %s\n        - to: file:out?fileName=${header.a}".formatted(comment))))
                .containsExactly("file1.yaml:9 warning tainted-file-name");
        assertThat(found(text.replace("${header.a}", "${header.a} " + comment)))
                .containsExactly("file1.yaml:8 warning tainted-file-name");
        assertThat(found(comment + "\n" + text)).isEmpty();
        assertThat(found("# A webhook.\n%s\n# It writes.\n%s".formatted(comment, text)))
                .isEmpty();
    }

    @Test
    void doesNotTakeAnAllowanceForAnotherRuleOrPlace() {
        String other =
                "# hub: allow tainted-sql — why not\n" + route("platform-http:/x", "to: file:out?fileName=${header.a}");
        assertThat(found(other))
                .containsExactly("file1.yaml:1 warning allowance", "file1.yaml:8 warning tainted-file-name");
        String before = route("timer:x", "# hub: allow tainted-file-name — here\nlog: x");
        assertThat(found(before.replace("- # hub", "# hub").replace("          log", "        - log")
                        + route("platform-http:/x", "to: file:out?fileName=${header.a}")))
                .containsExactly("file1.yaml:7 warning allowance", "file1.yaml:15 warning tainted-file-name");
    }

    @Test
    void reportsAnAllowanceThatSaysTooLittle() {
        String text = route("platform-http:/x", "to: file:out?fileName=${header.a}");
        assertThat(found("# hub: allow tainted-file-name\n" + text))
                .containsExactly("file1.yaml:1 warning allowance", "file1.yaml:8 warning tainted-file-name");
        assertThat(found("# hub: allow tainted-files — mine\n" + text))
                .containsExactly("file1.yaml:1 warning allowance", "file1.yaml:8 warning tainted-file-name");
        assertThat(found("# hub: allow\n" + route("timer:x", "log: x")))
                .containsExactly("file1.yaml:1 warning allowance");
    }

    @Test
    void doesNotReportAnAllowanceThatOtherFilesMayNeed() {
        var source = new RouteSource(
                Path.of("a.yaml"),
                "# hub: allow tainted-file-name — mine\n" + route("direct:a", "to: file:out?fileName=${header.a}"));
        assertThat(FlowCheck.checkSome(files(List.of(source)))).isEmpty();
        assertThat(check(List.of(source))).hasSize(1);
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
