package io.rootsocket.hub.validate.flow;

import static io.rootsocket.hub.validate.flow.CheckedFlows.check;
import static io.rootsocket.hub.validate.flow.CheckedFlows.found;
import static io.rootsocket.hub.validate.flow.CheckedFlows.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What obeys whoever sets its header or its text, what is none of that, and what a caller has a say in. */
class FlowRulesTest {

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
}
