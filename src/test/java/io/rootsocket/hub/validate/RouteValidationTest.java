package io.rootsocket.hub.validate;

import static io.rootsocket.hub.validate.CheckedRoutes.from;
import static io.rootsocket.hub.validate.CheckedRoutes.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteValidationTest {

    private static final CheckedRoutes ROUTES = new CheckedRoutes();

    @AfterAll
    static void close() {
        ROUTES.close();
    }

    @Test
    void findsNothingInTheShippedRoutes() throws IOException {
        RouteSources shipped = RouteSources.read(Path.of("routes"), "*.yaml");

        assertThat(ROUTES.check(shipped)).isEmpty();
    }

    @Test
    void warnsOfAnErrorHandlerForTheRoutesOfAFileThatHasNone() {
        String errorHandler = "- errorHandler: {noErrorHandler: {}}\n";

        assertThat(ROUTES.check(errorHandler, from("timer:x", "period: 1000")))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.WARNING);
                    assertThat(found.line()).isEqualTo(1);
                    assertThat(found.message()).contains("`errorHandler` is for the routes of its own file");
                });
        assertThat(ROUTES.check(errorHandler + from("timer:x", "period: 1000"))).isEmpty();
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        assertThat(ROUTES.check(step("to:\n  uri: rootsocket:message\n  parameters:\n    chanel: news")))
                .extracting(Finding::toString)
                .containsExactly("file1.yaml:8:15: error: Unknown option `chanel` on `rootsocket:message`. "
                        + "Did you mean `channel`? [endpoint]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "500ms", "1s500ms", "30s", "1h30m", "2d"})
    void takesEachTimeThatCamelTakes(String time) {
        assertThat(ROUTES.check(from("schedule:beat", "every: " + time))).isEmpty();
        assertThat(ROUTES.check(from("timer:beat", "period: " + time, "delay: " + time)))
                .isEmpty();
        assertThat(ROUTES.check(from("file:target/inbox", "delay: " + time))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1x", "500msec", "ms", "1.5s", "30 seconds"})
    void refusesWhatCamelWouldTakeForNoTimeOrForAnother(String noTime) {
        assertThat(ROUTES.check(from("schedule:beat", "every: " + noTime))).isNotEmpty();
        assertThat(ROUTES.check(from("timer:beat", "period: " + noTime))).isNotEmpty();
    }

    @Test
    void pointsIntoTheLineThatAnOptionIsWrittenIn() {
        assertThat(ROUTES.check(step("to: rootsocket:message?channel=news&dryrn=true")))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.column()).isEqualTo(11 + "to: rootsocket:message?channel=news&".length()));
    }

    @Test
    void knowsWhichComponentIsNotOnBoard() {
        assertThat(ROUTES.check(step("to: slack:#ops")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .contains("`slack` is not on board", "camel-slack-4.22.0.jar", "ext/"));
    }

    @Test
    void saysOfWordsThatNeverComeTrueTheWordsAndNoCron() {
        assertThat(ROUTES.check(from("schedule:a", "when: 30 february at 10:00")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("`30 february at 10:00` never fires"));
    }

    @Test
    void findsASchedulePastItsLastDay() {
        assertThat(ROUTES.check(from("quartz:a/b", "cron: 0 0 9 1 1 ? 2026")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("never fires"));
        assertThat(ROUTES.check(from("quartz:a/b", "cron: 0 0 9 1 1 ? 2027"))).isEmpty();
    }

    @Test
    void findsADayThatNeverComes() {
        assertThat(ROUTES.check(from("quartz:a/b", "cron: 0 0 9 30 2 ?")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(Rule.SCHEDULE));
    }

    @Test
    void writesTheScheduleThatWasMeant() {
        assertThat(ROUTES.check(from("quartz:a/b", "cron: 15 9 * * MON-FRI")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.suggestion()).hasValue("Did you mean `0 15 9 ? * MON-FRI`?"));
    }

    @Test
    void takesASettingFromTheFolder() {
        var settings = new Properties();
        String route = step("to: rootsocket:message?channel={{news.channel}}");
        assertThat(ROUTES.check(settings, route)).extracting(Finding::rule).containsExactly(Rule.PLACEHOLDER);

        settings.setProperty("news.channel", "news");
        assertThat(ROUTES.check(settings, route)).isEmpty();

        settings.setProperty("news.channel", "the-news");
        assertThat(ROUTES.check(settings, route)).extracting(Finding::rule).containsExactly(Rule.CHANNEL);
    }

    @Test
    void findsAMessageThatNoRouteTakes() {
        assertThat(ROUTES.check(
                        step("to: direct:shopping"), "- from:\n    uri: direct:shoping\n    steps:\n      - log: x\n"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.suggestion()).hasValue("Did you mean `direct:shoping`?"));
    }

    @Test
    void findsASecretInClearAndDoesNotRepeatIt() {
        assertThat(ROUTES.check(step("to: rootsocket:message?channel=news&key=s3cr3t-of-mine")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(Rule.SECRET);
                    assertThat(finding.sentence()).doesNotContain("s3cr3t-of-mine");
                });
        assertThat(ROUTES.check(step("to: rootsocket:message?channel=news&key={{env:PATH}}")))
                .isEmpty();
    }

    @Test
    void findsATextThatIsTooLargeForRootSocket() {
        assertThat(ROUTES.check(step("setBody:\n  constant: " + "x".repeat(1_000_001))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    }

    @Test
    void findsAFunctionThatJqDoesNotHave() {
        assertThat(ROUTES.check(step("transform:\n  jq: .items | lenght")))
                .extracting(Finding::rule)
                .containsExactly(Rule.EXPRESSION);
    }

    /** Of camel-mail at 4.22; the catalog is at 4.17. */
    @Test
    void takesAnOptionThatTheComponentOnBoardHasAndTheCatalogDoesNotKnow() {
        assertThat(ROUTES.check(step("to: smtp:mail.example.com?useHeaderSubject=true")))
                .isEmpty();
        assertThat(ROUTES.check(step("to: smtp:mail.example.com?useHeaderSubjects=true")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("useHeaderSubject"));
    }

    @Test
    void checksOneChangedFileAmongThousandsInMilliseconds() {
        String[] texts = new String[2_000];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = step("to: rootsocket:message?channel=news" + i);
        }
        assertThat(ROUTES.check(texts)).isEmpty();
        texts[7] = step("to: rootsocket:message?chanel=news");
        // Of this thread alone: what others do on the machine does not count.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();

        assertThat(ROUTES.check(texts)).hasSize(1);

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void findsAWebhookThatCouldNotTellWhoHasSigned() {
        var empty = new Properties();
        empty.setProperty("hook.secret", "");
        String secret = "secret: \"{{hook.secret}}\"";

        assertThat(ROUTES.check(empty, from("kamelet:webhook", "path: /x", "signature: github", secret)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.sentence()).contains("has no secret");
                    assertThat(finding.line()).isEqualTo(7);
                });
        assertThat(ROUTES.check(empty, from("kamelet:signed-webhook", "path: /x", secret)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("has no secret"));
        assertThat(ROUTES.check(from("kamelet:webhook", "path: /x", "signature: github")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("has no secret"));
        empty.setProperty("hook.secret", "s3cret!");
        assertThat(ROUTES.check(empty, from("kamelet:webhook", "path: /x", secret)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("every request would pass"));
        assertThat(ROUTES.check(empty, from("kamelet:webhook", "path: /x", "signature: hmac", secret)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("Add `header:`"));
        assertThat(ROUTES.check(empty, from("kamelet:webhook", "path: /x", "signature: standard-webhooks", secret)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.sentence()).contains("`whsec_`").doesNotContain("s3cret"));
        assertThat(ROUTES.check(empty, from("kamelet:webhook", "path: /x", "signature: githb", secret)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("Did you mean `github`?"));
        assertThat(ROUTES.check(empty, from("kamelet:webhook", "path: /x", "signature: slack", secret, "window: 1h")))
                .isEmpty();
        assertThat(ROUTES.check(from("kamelet:webhook", "path: /x"))).isEmpty();
    }

    @Test
    void findsASecretOfAWebhookThatIsWrittenInClear() {
        assertThat(ROUTES.check(from(
                        "kamelet:webhook", "path: /x", "signature: slack", "secret: hush", "formerSecrets: hushed")))
                .extracting(Finding::rule)
                .containsExactly(Rule.SECRET, Rule.SECRET);
    }

    @Test
    void understandsEndpointsInTheCanonicalForm() {
        assertThat(ROUTES.check("""
                - route:
                    id: clock
                    from:
                      uri: schedule
                      parameters:
                        name: clock
                        cron: 0 0 25 * * ?
                      steps:
                        - to:
                            uri: kamelet
                            parameters:
                              templateId: test-siad
                              text: x
                        - to:
                            uri: rootsocket
                            parameters:
                              operation: message
                              channel: no-dashes
                """))
                .extracting(Finding::line, Finding::rule)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(7, Rule.SCHEDULE),
                        org.assertj.core.api.Assertions.tuple(12, Rule.KAMELET),
                        org.assertj.core.api.Assertions.tuple(18, Rule.CHANNEL));
    }

    @Test
    void takesTheNameOfAUserForNoSecret() {
        String beans = """
                - beans:
                    - name: pool
                      type: java.util.Properties
                      properties:
                        username: reports
                        password: "{{env:HOME}}"
                """;

        assertThat(ROUTES.check(beans, step("to: smtp:mail.example.com?username=reports")))
                .isEmpty();
        assertThat(ROUTES.check(beans.replace("{{env:HOME}}", "open sesame")))
                .singleElement()
                .extracting(Finding::rule)
                .isEqualTo(Rule.SECRET);
    }

    @Test
    void saysOnceWhatToWriteWhereAnotherShapeStands() {
        assertThat(List.of(
                        "choice:\n  when:\n    simple: ${body}\n    steps:\n      - log: x",
                        "split: ${body}",
                        "loop: 3",
                        "setHeader:\n  name: a\n  simple:\n    - b",
                        "multicast:\n  - log: x",
                        "marshal: json",
                        "setHeader: a",
                        "setBody:\n  simple: a\n  constant: b"))
                .extracting(yaml ->
                        ROUTES.check(step(yaml)).stream().map(Finding::sentence).toList())
                .containsExactly(
                        List.of("`when` is a list, and `simple` is not an item of one. Put `- ` before it."),
                        List.of("`split` needs an expression, and `${body}` is only a text. "
                                + "Write `simple: ${body}` in a line of its own below it."),
                        List.of("`loop` needs an expression, and `3` is only a text. "
                                + "Write `constant: 3` in a line of its own below it."),
                        List.of("`simple` is not a list. Write one value after its colon."),
                        List.of(
                                "`multicast` is not a list. Write `steps:` below `multicast`, and the list below that."),
                        List.of("`marshal` has options of its own, and `json` is only a text. "
                                + "Write `json: {}` in a line of its own below it."),
                        List.of("`setHeader` needs a name and an expression, and `a` is only a text. Write `name: …` "
                                + "and an expression, such as `constant: …`, in lines of their own below it."),
                        List.of("Two expressions are given in `setBody` (`simple` in line 6, `constant` in line 7). "
                                + "Keep one of them."));
    }

    @Test
    void warnsOfASecondDataFormatAsCamelTakesTheLast() {
        for (String step : List.of("marshal", "unmarshal")) {
            assertThat(ROUTES.check(step(step + ":\n  json: {}\n  csv: {}")))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.severity()).isEqualTo(Severity.WARNING);
                        assertThat(found.message())
                                .isEqualTo("Two data formats are given in `%s` (`json` in line 6, `csv` in line 7), "
                                                .formatted(step)
                                        + "and only the last one counts.");
                    });
        }
    }

    @Test
    void findsARouteWithoutStepsInItsOwnLines() {
        assertThat(ROUTES.check("- from: timer:x\n- route:\n    id: abc\n    from: timer:y\n"))
                .extracting(Finding::line)
                .allMatch(line -> line <= 4);
    }

    @Test
    void saysOnceThatAnAggregationHasNoExpression() {
        String aggregate = "aggregate:\n  completionSize: 3\n"
                + "  aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy\"\n"
                + "  steps:\n    - log: x";

        assertThat(ROUTES.check(step(aggregate)))
                .extracting(Finding::line, Finding::message)
                .containsExactly(org.assertj.core.api.Assertions.tuple(5, "`aggregate` has no expression."));
        assertThat(ROUTES.check(step(aggregate) + "        - " + aggregate.replace("\n", "\n          ") + "\n"))
                .extracting(Finding::message)
                .containsExactly("`aggregate` has no expression.", "`aggregate` has no expression.");
    }

    @Test
    void namesTheMethodThatAClassDoesNotHave() {
        assertThat(ROUTES.check(step("setBody:\n  method:\n    beanType: java.util.Collections\n    method: emptyLst")))
                .extracting(Finding::line, Finding::sentence)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        8, "`java.util.Collections` has no method `emptyLst`. Did you mean `emptyList`?"));
    }

    @Test
    void saysOnceThatAnOperationIsUnknown() {
        assertThat(ROUTES.check(step("to: rootsocket:mesage?chanel=a")))
                .extracting(Finding::sentence)
                .containsExactly("`rootsocket:` has no operation `mesage`. Did you mean `message`?");
    }

    @Test
    void refusesASecondBalancer() {
        assertThat(ROUTES.check(step("loadBalance:\n  roundRobinLoadBalancer: {}\n  randomLoadBalancer: {}\n"
                        + "  steps:\n    - log: x")))
                .extracting(Finding::severity, Finding::message)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        Severity.ERROR,
                        "Two choices are given in `loadBalance` (`roundRobinLoadBalancer` in line 6, "
                                + "`randomLoadBalancer` in line 7)."));
    }

    @Test
    void suggestsTheComponentThatWasTakenForAPartOfAnother() {
        assertThat(ROUTES.check(from("rootsocket:schedule", "cron: 30 8 * * 0")))
                .extracting(Finding::sentence)
                .containsExactly(
                        "Nothing can come from `rootsocket`: it only takes messages. Did you mean `schedule:…`?");
    }

    @Test
    void saysOfASettingThatCamelCannotTakeWhatBelongsThere() {
        assertThat(ROUTES.check("- route:\n    id: x\n    autoStartup: \"{{auto:maybe}}\"\n    from:\n"
                        + "      uri: timer:x\n      steps:\n        - log: x\n"))
                .extracting(Finding::line, Finding::sentence)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        3, "The value of `{{auto:maybe}}` is not true or false. Correct the setting or its default."));
        assertThat(ROUTES.check("- route:\n    id: x\n    startupOrder: \"{{so:5}}\"\n    from:\n"
                        + "      uri: timer:x\n      steps:\n        - log: x\n"))
                .extracting(Finding::line, Finding::sentence)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        3, "Camel takes no setting such as `{{so:5}}` here, only a number. Write the number itself."));
    }

    @Test
    void knowsADataFormatByTheNameThatAStepGivesIt() {
        assertThat(ROUTES.check(step("to: dataformat:json:unmarshal")))
                .extracting(Finding::sentence)
                .containsExactly("There is no data format `json`. Did you mean `jackson`?");
    }
}
