package io.rootsocket.hub.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.testing.MutableClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RouteValidationTest {

    private static final RouteValidation VALIDATION = new RouteValidation(MutableClock.at("2026-11-24T09:00:00Z"));

    @AfterAll
    static void close() {
        VALIDATION.close();
    }

    private static List<Finding> check(String... texts) {
        return check(new Properties(), texts);
    }

    private static List<Finding> check(Properties settings, String... texts) {
        var sources = new ArrayList<RouteSource>();
        for (String text : texts) {
            String ending = text.contains("kind: Kamelet") ? "kamelet.yaml" : "yaml";
            sources.add(new RouteSource(Path.of("file%d.%s".formatted(sources.size() + 1, ending)), text));
        }
        return VALIDATION.check(sources, settings);
    }

    private static String from(String uri, String... parameters) {
        return "- route:\n    from:\n      uri: %s\n      parameters:\n        %s\n      steps:\n        - log: x\n"
                .formatted(uri, String.join("\n        ", parameters));
    }

    private static String step(String yaml) {
        return "- route:\n    from:\n      uri: timer:x\n      steps:\n        - %s\n"
                .formatted(yaml.replace("\n", "\n          "));
    }

    @Test
    void findsNothingInTheShippedRoutes() throws IOException {
        RouteSources shipped = RouteSources.read(Path.of("routes"), "*.yaml");

        assertThat(VALIDATION.check(shipped.sources(), shipped.settings())).isEmpty();
    }

    @Test
    void warnsOfAnErrorHandlerForTheRoutesOfAFileThatHasNone() {
        String errorHandler = "- errorHandler: {noErrorHandler: {}}\n";

        assertThat(check(errorHandler, from("timer:x", "period: 1000")))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.WARNING);
                    assertThat(found.line()).isEqualTo(1);
                    assertThat(found.message()).contains("`errorHandler` is for the routes of its own file");
                });
        assertThat(check(errorHandler + from("timer:x", "period: 1000"))).isEmpty();
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        assertThat(check(step("to:\n  uri: rootsocket:message\n  parameters:\n    chanel: news")))
                .extracting(Finding::toString)
                .containsExactly("file1.yaml:8:15: error: Unknown option `chanel` on `rootsocket:message`. "
                        + "Did you mean `channel`? [endpoint]");
    }

    @Test
    void pointsIntoTheLineThatAnOptionIsWrittenIn() {
        assertThat(check(step("to: rootsocket:message?channel=news&dryrn=true")))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.column()).isEqualTo(11 + "to: rootsocket:message?channel=news&".length()));
    }

    @Test
    void knowsWhichComponentIsNotOnBoard() {
        assertThat(check(step("to: slack:#ops")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .contains("`slack` is not on board", "camel-slack-4.22.0.jar", "ext/"));
    }

    @Test
    void saysOfWordsThatNeverComeTrueTheWordsAndNoCron() {
        assertThat(check(from("schedule:a", "when: 30 february at 10:00")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("`30 february at 10:00` never fires"));
    }

    @Test
    void findsASchedulePastItsLastDay() {
        assertThat(check(from("quartz:a/b", "cron: 0 0 9 1 1 ? 2026")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("never fires"));
        assertThat(check(from("quartz:a/b", "cron: 0 0 9 1 1 ? 2027"))).isEmpty();
    }

    @Test
    void findsADayThatNeverComes() {
        assertThat(check(from("quartz:a/b", "cron: 0 0 9 30 2 ?")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(Rule.SCHEDULE));
    }

    @Test
    void writesTheScheduleThatWasMeant() {
        assertThat(check(from("quartz:a/b", "cron: 15 9 * * MON-FRI")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.suggestion()).hasValue("Did you mean `0 15 9 ? * MON-FRI`?"));
    }

    @Test
    void takesASettingFromTheFolder() {
        var settings = new Properties();
        String route = step("to: rootsocket:message?channel={{news.channel}}");
        assertThat(check(settings, route)).extracting(Finding::rule).containsExactly(Rule.PLACEHOLDER);

        settings.setProperty("news.channel", "news");
        assertThat(check(settings, route)).isEmpty();

        settings.setProperty("news.channel", "the-news");
        assertThat(check(settings, route)).extracting(Finding::rule).containsExactly(Rule.CHANNEL);
    }

    @Test
    void findsAMessageThatNoRouteTakes() {
        assertThat(check(step("to: direct:shopping"), "- from:\n    uri: direct:shoping\n    steps:\n      - log: x\n"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.suggestion()).hasValue("Did you mean `direct:shoping`?"));
    }

    @Test
    void findsASecretInClearAndDoesNotRepeatIt() {
        assertThat(check(step("to: rootsocket:message?channel=news&key=s3cr3t-of-mine")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(Rule.SECRET);
                    assertThat(finding.sentence()).doesNotContain("s3cr3t-of-mine");
                });
        assertThat(check(step("to: rootsocket:message?channel=news&key={{env:PATH}}")))
                .isEmpty();
    }

    @Test
    void findsATextThatIsTooLargeForRootSocket() {
        assertThat(check(step("setBody:\n  constant: " + "x".repeat(1_000_001))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    }

    @Test
    void findsAFunctionThatJqDoesNotHave() {
        assertThat(check(step("transform:\n  jq: .items | lenght")))
                .extracting(Finding::rule)
                .containsExactly(Rule.EXPRESSION);
    }

    @Test
    void checksAKameletsStepsAsThoseOfARoute() {
        assertThat(check("""
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: greeting
                spec:
                  definition:
                    properties:
                      channel: {type: string}
                  template:
                    from:
                      uri: timer:greeting
                      steps:
                        - setBuddy:
                            constant: hello
                        - to: kamelet:sink
                """)).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(13);
            assertThat(finding.suggestion()).hasValue("Did you mean `setBody`?");
        });
    }

    @Test
    void checksWhatAKameletIsGiven() {
        String kamelet = """
                kind: Kamelet
                metadata: {name: greeting}
                spec:
                  definition:
                    required: [channel, secret]
                    properties:
                      channel: {pattern: "[a-z]+"}
                      secret: {format: password}
                  template:
                    from: {uri: "timer:x", steps: [{to: "kamelet:sink"}]}
                """;
        assertThat(check(kamelet, from("kamelet:greeting", "channel: NEWS", "secret: abc", "extra: x")))
                .extracting(Finding::rule)
                .containsExactly(Rule.KAMELET, Rule.SECRET, Rule.KAMELET);
        assertThat(check(kamelet, from("kamelet:greting", "channel: news")))
                .extracting(Finding::sentence)
                .containsExactly("There is no kamelet `greting`. Did you mean `greeting`?");
    }

    @Test
    void saysWhatAPipeLacksInItsWords() {
        assertThat(pipe("source: {uri: timer:x}"))
                .containsExactly(
                        "The pipe has no `sink` and no `steps`. Say below `spec` and `sink` where its messages go.");
        assertThat(pipe("sink: {uri: log:x}"))
                .containsExactly("The pipe has no `source`. Say below `spec` and `source` where it begins.");
        String understood =
                "Write a `ref` of the kind `Kamelet` or `KafkaTopic`, or the address of a Camel component as `uri`.";
        assertThat(
                        pipe(
                                "source: {uri: timer:x}, sink: {ref: {kind: Service, apiVersion: serving.knative.dev/v1, name: a}}"))
                .containsExactly(
                        "The `sink` of the pipe is a `ref` of the kind `Service`, which is not understood here. "
                                + understood);
        assertThat(pipe("source: {uri: timer:x}, steps: [{}], sink: {ref: {name: a}}"))
                .containsExactly(
                        "This step of the pipe has neither `ref` nor `uri`. " + understood,
                        "The `sink` of the pipe has a `ref` without a `kind`. " + understood);
        assertThat(pipe("source: {ref: {kind: Kamelet}}, sink: {uri: log:x}"))
                .containsExactly(
                        "The `source` of the pipe has a `ref` without a `name`. Add the `name` of the `Kamelet`.");
        assertThat(pipe("source: {uri: timer:x}, sink: {uri: log:x}")).isEmpty();
        assertThat(pipe("source: {uri: timer:x}, steps: [{uri: log:x}]")).isEmpty();
    }

    private static List<String> pipe(String spec) {
        return check("apiVersion: camel.apache.org/v1\nkind: Pipe\nmetadata: {name: p}\nspec: {%s}\n".formatted(spec))
                .stream()
                .map(Finding::sentence)
                .toList();
    }

    @Test
    void refusesAKameletThatBeginsWithAnother() {
        String inner = """
                kind: Kamelet
                metadata: {name: inner}
                spec:
                  template:
                    from: {uri: "timer:x", steps: [{to: "kamelet:sink"}]}
                """;
        String outer = inner.replace("inner", "outer").replace("timer:x", "kamelet:inner");

        assertThat(check(inner, outer, from("kamelet:outer", "bridgeErrorHandler: true")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(5);
                    assertThat(finding.message()).contains("cannot begin with another kamelet, `inner`");
                });
        assertThat(check(inner, outer.replace("kamelet:inner", "kamelet:source")))
                .isEmpty();
    }

    @Test
    void refusesAKameletThatIsToRunByTheIdOfARoute() {
        String kamelet = """
                kind: Kamelet
                metadata: {name: greeting}
                spec:
                  template:
                    from: {uri: "kamelet:source", steps: [{log: "x"}]}
                """;
        String route = """
                - route:
                    id: taken
                    from: {uri: "timer:x", steps: [{to: "kamelet:greeting/%s"}]}
                """;

        assertThat(check(kamelet, route.formatted("taken"))).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.rule()).isEqualTo(Rule.DUPLICATE);
        });
        assertThat(check(kamelet, route.formatted("free"))).isEmpty();
    }

    /** Of camel-mail at 4.22; the catalog is at 4.17. */
    @Test
    void takesAnOptionThatTheComponentOnBoardHasAndTheCatalogDoesNotKnow() {
        assertThat(check(step("to: smtp:mail.example.com?useHeaderSubject=true")))
                .isEmpty();
        assertThat(check(step("to: smtp:mail.example.com?useHeaderSubjects=true")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("useHeaderSubject"));
    }

    @Test
    void checksOneChangedFileAmongThousandsInMilliseconds() {
        String[] texts = new String[2_000];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = step("to: rootsocket:message?channel=news" + i);
        }
        assertThat(check(texts)).isEmpty();
        texts[7] = step("to: rootsocket:message?chanel=news");
        // Of this thread alone: what others do on the machine does not count.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();

        assertThat(check(texts)).hasSize(1);

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void knowsTheKameletsOfTheClassPath() {
        assertThat(check(from("kamelet:test-webhook", "path: /x"), step("to: kamelet:test-said?text=x")))
                .isEmpty();
    }

    @Test
    void readsTheExpressionsAndAddressesThatKameletsAreGiven() {
        assertThat(check(from("kamelet:poll", "url: https://example.com/", "value: .price | floor", "every: 30s")))
                .isEmpty();
        assertThat(check(from(
                        "kamelet:poll",
                        "url: https://example.com/?a=1&b=2",
                        "every: soon",
                        "value: '.price | flor'",
                        "first: never")))
                .extracting(Finding::toString)
                .satisfiesExactlyInAnyOrder(
                        cut -> assertThat(cut)
                                .startsWith("file1.yaml:5:14: warning: Camel cuts the value of `url` at its `&`.")
                                .contains("Write `RAW(https://example.com/?a=1&b=2)`"),
                        every -> assertThat(every).startsWith("file1.yaml:6:16: error: The parameter `every`"),
                        value -> assertThat(value)
                                .startsWith("file1.yaml:7:17: error: `.price | flor` is not an expression in jq"),
                        first -> assertThat(first).startsWith("file1.yaml:8:16: error: The parameter `first`"));
        assertThat(check(step("to: kamelet:changed?value=${header.x")))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains("is not an expression in simple");
    }

    @Test
    void saysWhatIsWrongInTheUseOfAKameletOfTheClassPath() {
        assertThat(check(step("to:\n  uri: kamelet:test-said\n  parameters:\n    txt: x")))
                .extracting(Finding::sentence)
                .containsExactly(
                        "The kamelet `test-said` needs the parameter `text`. Add `text: …` to the parameters.",
                        "The kamelet `test-said` has no parameter `txt`. Did you mean `text`?");
        assertThat(check(step("to: kamelet:test-siad?text=x")))
                .extracting(Finding::sentence)
                .containsExactly("There is no kamelet `test-siad`. Did you mean `test-said`?");
        assertThat(check(step("kamelet:\n  name: test-siad")))
                .extracting(Finding::sentence)
                .containsExactly("There is no kamelet `test-siad`. Did you mean `test-said`?");
    }

    @Test
    void saysWhereItIsUsedWhatAKameletOfTheClassPathLacks() {
        assertThat(check(step("to: kamelet:test-not-on-board")))
                .singleElement()
                .extracting(Finding::toString)
                .asString()
                .startsWith("file1.yaml:5:23: error: The kamelet `test-not-on-board` cannot run: "
                        + "The component `slack` is not on board. Put camel-slack-");
    }

    @Test
    void saysWhereItIsUsedThatAKameletOfTheClassPathCannotBeRead() {
        assertThat(check(step("to: kamelet:test-broken")))
                .singleElement()
                .extracting(Finding::toString)
                .asString()
                .startsWith("file1.yaml:5:23: error: The kamelet `test-broken` cannot run: ");
    }

    @Test
    void takesTheKameletOfTheFolderBeforeThatOfTheClassPath() throws IOException {
        var own = RouteSource.read(Path.of("src/test/resources/kamelets/test-said.kamelet.yaml"));
        var mine = new RouteSource(
                Path.of("kamelets/test-said.kamelet.yaml"), own.text().replace("text", "words"));
        var route = new RouteSource(Path.of("a.yaml"), step("to: kamelet:test-said?words=x"));

        assertThat(VALIDATION.check(List.of(route, mine), new Properties())).isEmpty();
    }

    @Test
    void followsWhatStrangersWroteThroughAKameletOfTheClassPath() {
        assertThat(check("""
                - route:
                    from:
                      uri: kamelet:test-webhook?path=/x
                      steps:
                        - toD: exec:sh?args=${body}
                """))
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(org.assertj.core.api.Assertions.tuple(Rule.TAINTED_PROGRAM, Severity.ERROR));
    }

    @Test
    void findsAWebhookThatCouldNotTellWhoHasSigned() {
        var empty = new Properties();
        empty.setProperty("hook.secret", "");
        String secret = "secret: \"{{hook.secret}}\"";

        assertThat(check(empty, from("kamelet:webhook", "path: /x", "signature: github", secret)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.sentence()).contains("has no secret");
                    assertThat(finding.line()).isEqualTo(7);
                });
        assertThat(check(empty, from("kamelet:signed-webhook", "path: /x", secret)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("has no secret"));
        assertThat(check(from("kamelet:webhook", "path: /x", "signature: github")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("has no secret"));
        empty.setProperty("hook.secret", "s3cret!");
        assertThat(check(empty, from("kamelet:webhook", "path: /x", secret)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("every request would pass"));
        assertThat(check(empty, from("kamelet:webhook", "path: /x", "signature: hmac", secret)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("Add `header:`"));
        assertThat(check(empty, from("kamelet:webhook", "path: /x", "signature: standard-webhooks", secret)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.sentence()).contains("`whsec_`").doesNotContain("s3cret"));
        assertThat(check(empty, from("kamelet:webhook", "path: /x", "signature: githb", secret)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("Did you mean `github`?"));
        assertThat(check(empty, from("kamelet:webhook", "path: /x", "signature: slack", secret, "window: 1h")))
                .isEmpty();
        assertThat(check(from("kamelet:webhook", "path: /x"))).isEmpty();
    }

    @Test
    void findsASecretOfAWebhookThatIsWrittenInClear() {
        assertThat(check(from(
                        "kamelet:webhook", "path: /x", "signature: slack", "secret: hush", "formerSecrets: hushed")))
                .extracting(Finding::rule)
                .containsExactly(Rule.SECRET, Rule.SECRET);
    }

    @Test
    void takesTheParametersOfAKameletFromSettingsAndWithDashes() {
        var settings = new Properties();
        settings.setProperty("camel.kamelet.test-said.text", "from a setting");

        assertThat(check(settings, step("to: kamelet:test-said"))).isEmpty();
        assertThat(check(step("to: kamelet:test-said"))).hasSize(1);
        assertThat(check(from("kamelet:test-webhook", "pa-th: /x"))).isNotEmpty();
    }

    @Test
    void knowsWhatATemplateOfAKameletCannotDoWithout() {
        var kamelet = new RouteSource(Path.of("kamelets/asks.kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: asks
                spec:
                  definition:
                    properties:
                      who: {type: string}
                      perhaps: {type: string}
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - log: "{{who}} {{?perhaps}}"
                """);
        var route = new RouteSource(Path.of("a.yaml"), step("to: kamelet:asks"));

        assertThat(VALIDATION.check(List.of(route, kamelet), new Properties()))
                .extracting(Finding::sentence)
                .containsExactly("The kamelet `asks` needs the parameter `who`. Add `who: …` to the parameters.");
    }

    @Test
    void understandsEndpointsInTheCanonicalForm() {
        assertThat(check("""
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
    void knowsAWebhookInWhateverFormAndBehindAKamelet() {
        String first = from("platform-http:/same", "httpMethodRestrict: POST");

        assertThat(check(first, from("platform-http", "path: same\n        httpMethodRestrict: GET,POST")))
                .extracting(Finding::sentence)
                .containsExactly("The webhook `/same POST` is taken by file1.yaml:3. Give this one another name.");
        assertThat(check(first, from("kamelet:test-webhook", "path: /same")))
                .extracting(Finding::sentence)
                .containsExactly("The webhook `/same POST` is taken by file1.yaml:3. Give this one another name.");
        assertThat(check(first, from("kamelet", "templateId: test-webhook\n        path: /other")))
                .isEmpty();
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

        assertThat(check(beans, step("to: smtp:mail.example.com?username=reports")))
                .isEmpty();
        assertThat(check(beans.replace("{{env:HOME}}", "open sesame")))
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
                        check(step(yaml)).stream().map(Finding::sentence).toList())
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
            assertThat(check(step(step + ":\n  json: {}\n  csv: {}")))
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
        assertThat(check("- from: timer:x\n- route:\n    id: abc\n    from: timer:y\n"))
                .extracting(Finding::line)
                .allMatch(line -> line <= 4);
    }

    @Test
    void saysOnceThatAnAggregationHasNoExpression() {
        String aggregate = "aggregate:\n  completionSize: 3\n"
                + "  aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy\"\n"
                + "  steps:\n    - log: x";

        assertThat(check(step(aggregate)))
                .extracting(Finding::line, Finding::message)
                .containsExactly(org.assertj.core.api.Assertions.tuple(5, "`aggregate` has no expression."));
        assertThat(check(step(aggregate) + "        - " + aggregate.replace("\n", "\n          ") + "\n"))
                .extracting(Finding::message)
                .containsExactly("`aggregate` has no expression.", "`aggregate` has no expression.");
    }

    @Test
    void namesTheMethodThatAClassDoesNotHave() {
        assertThat(check(step("setBody:\n  method:\n    beanType: java.util.Collections\n    method: emptyLst")))
                .extracting(Finding::line, Finding::sentence)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        8, "`java.util.Collections` has no method `emptyLst`. Did you mean `emptyList`?"));
    }

    @Test
    void saysOnceThatAnOperationIsUnknown() {
        assertThat(check(step("to: rootsocket:mesage?chanel=a")))
                .extracting(Finding::sentence)
                .containsExactly("`rootsocket:` has no operation `mesage`. Did you mean `message`?");
    }

    @Test
    void refusesASecondBalancer() {
        assertThat(check(step("loadBalance:\n  roundRobinLoadBalancer: {}\n  randomLoadBalancer: {}\n"
                        + "  steps:\n    - log: x")))
                .extracting(Finding::severity, Finding::message)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        Severity.ERROR,
                        "Two choices are given in `loadBalance` (`roundRobinLoadBalancer` in line 6, "
                                + "`randomLoadBalancer` in line 7)."));
    }

    @Test
    void suggestsTheComponentThatWasTakenForAPartOfAnother() {
        assertThat(check(from("rootsocket:schedule", "cron: 30 8 * * 0")))
                .extracting(Finding::sentence)
                .containsExactly(
                        "Nothing can come from `rootsocket`: it only takes messages. Did you mean `schedule:…`?");
    }

    @Test
    void saysOfASettingThatCamelCannotTakeWhatBelongsThere() {
        assertThat(check("- route:\n    id: x\n    autoStartup: \"{{auto:maybe}}\"\n    from:\n"
                        + "      uri: timer:x\n      steps:\n        - log: x\n"))
                .extracting(Finding::line, Finding::sentence)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        3, "The value of `{{auto:maybe}}` is not true or false. Correct the setting or its default."));
        assertThat(check("- route:\n    id: x\n    startupOrder: \"{{so:5}}\"\n    from:\n"
                        + "      uri: timer:x\n      steps:\n        - log: x\n"))
                .extracting(Finding::line, Finding::sentence)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        3, "Camel takes no setting such as `{{so:5}}` here, only a number. Write the number itself."));
    }

    @Test
    void knowsADataFormatByTheNameThatAStepGivesIt() {
        assertThat(check(step("to: dataformat:json:unmarshal")))
                .extracting(Finding::sentence)
                .containsExactly("There is no data format `json`. Did you mean `jackson`?");
    }
}
