package io.rootsocket.hub.validate;

import static io.rootsocket.hub.validate.CheckedRoutes.from;
import static io.rootsocket.hub.validate.CheckedRoutes.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Kamelets and Pipes, and what routes give them. */
class KameletValidationTest {

    private static final CheckedRoutes ROUTES = new CheckedRoutes();

    @AfterAll
    static void close() {
        ROUTES.close();
    }

    @Test
    void checksAKameletsStepsAsThoseOfARoute() {
        assertThat(ROUTES.check("""
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
        assertThat(ROUTES.check(kamelet, from("kamelet:greeting", "channel: NEWS", "secret: abc", "extra: x")))
                .extracting(Finding::rule)
                .containsExactly(Rule.KAMELET, Rule.SECRET, Rule.KAMELET);
        assertThat(ROUTES.check(kamelet, from("kamelet:greting", "channel: news")))
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
        return ROUTES
                .check("apiVersion: camel.apache.org/v1\nkind: Pipe\nmetadata: {name: p}\nspec: {%s}\n".formatted(spec))
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

        assertThat(ROUTES.check(inner, outer, from("kamelet:outer", "bridgeErrorHandler: true")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(5);
                    assertThat(finding.message()).contains("cannot begin with another kamelet, `inner`");
                });
        assertThat(ROUTES.check(inner, outer.replace("kamelet:inner", "kamelet:source")))
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

        assertThat(ROUTES.check(kamelet, route.formatted("taken")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(3);
                    assertThat(finding.rule()).isEqualTo(Rule.DUPLICATE);
                });
        assertThat(ROUTES.check(kamelet, route.formatted("free"))).isEmpty();
    }

    @Test
    void knowsTheKameletsOfTheClassPath() {
        assertThat(ROUTES.check(from("kamelet:test-webhook", "path: /x"), step("to: kamelet:test-said?text=x")))
                .isEmpty();
    }

    @Test
    void readsTheExpressionsAndAddressesThatKameletsAreGiven() {
        assertThat(ROUTES.check(
                        from("kamelet:poll", "url: https://example.com/", "value: .price | floor", "every: 30s")))
                .isEmpty();
        assertThat(ROUTES.check(from(
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
        assertThat(ROUTES.check(step("to: kamelet:changed?value=${header.x")))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains("is not an expression in simple");
    }

    @Test
    void saysWhatIsWrongInTheUseOfAKameletOfTheClassPath() {
        assertThat(ROUTES.check(step("to:\n  uri: kamelet:test-said\n  parameters:\n    txt: x")))
                .extracting(Finding::sentence)
                .containsExactly(
                        "The kamelet `test-said` needs the parameter `text`. Add `text: …` to the parameters.",
                        "The kamelet `test-said` has no parameter `txt`. Did you mean `text`?");
        assertThat(ROUTES.check(step("to: kamelet:test-siad?text=x")))
                .extracting(Finding::sentence)
                .containsExactly("There is no kamelet `test-siad`. Did you mean `test-said`?");
        assertThat(ROUTES.check(step("kamelet:\n  name: test-siad")))
                .extracting(Finding::sentence)
                .containsExactly("There is no kamelet `test-siad`. Did you mean `test-said`?");
    }

    @Test
    void saysWhereItIsUsedWhatAKameletOfTheClassPathLacks() {
        assertThat(ROUTES.check(step("to: kamelet:test-not-on-board")))
                .singleElement()
                .extracting(Finding::toString)
                .asString()
                .startsWith("file1.yaml:5:23: error: The kamelet `test-not-on-board` cannot run: "
                        + "The component `slack` is not on board. Put camel-slack-");
    }

    @Test
    void saysWhereItIsUsedThatAKameletOfTheClassPathCannotBeRead() {
        assertThat(ROUTES.check(step("to: kamelet:test-broken")))
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

        assertThat(ROUTES.check(List.of(route, mine))).isEmpty();
    }

    @Test
    void followsWhatStrangersWroteThroughAKameletOfTheClassPath() {
        assertThat(ROUTES.check("""
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
    void takesTheParametersOfAKameletFromSettingsAndWithDashes() {
        var settings = new Properties();
        settings.setProperty("camel.kamelet.test-said.text", "from a setting");

        assertThat(ROUTES.check(settings, step("to: kamelet:test-said"))).isEmpty();
        assertThat(ROUTES.check(step("to: kamelet:test-said"))).hasSize(1);
        assertThat(ROUTES.check(from("kamelet:test-webhook", "pa-th: /x"))).isNotEmpty();
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

        assertThat(ROUTES.check(List.of(route, kamelet)))
                .extracting(Finding::sentence)
                .containsExactly("The kamelet `asks` needs the parameter `who`. Add `who: …` to the parameters.");
    }

    @Test
    void knowsAWebhookInWhateverFormAndBehindAKamelet() {
        String first = from("platform-http:/same", "httpMethodRestrict: POST");

        assertThat(ROUTES.check(first, from("platform-http", "path: same\n        httpMethodRestrict: GET,POST")))
                .extracting(Finding::sentence)
                .containsExactly("The webhook `/same POST` is taken by file1.yaml:3. Give this one another name.");
        assertThat(ROUTES.check(first, from("kamelet:test-webhook", "path: /same")))
                .extracting(Finding::sentence)
                .containsExactly("The webhook `/same POST` is taken by file1.yaml:3. Give this one another name.");
        assertThat(ROUTES.check(first, from("kamelet", "templateId: test-webhook\n        path: /other")))
                .isEmpty();
    }
}
