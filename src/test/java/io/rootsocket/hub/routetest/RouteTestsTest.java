package io.rootsocket.hub.routetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTestsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void route() {
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    id: hello
                    from:
                      uri: quartz:tests/hello
                      parameters:
                        cron: 0 0 9 * * ?
                        trigger.timeZone: UTC
                      steps:
                        - setBody:
                            simple: "It is ${date:now:yyyy-MM-dd}"
                        - to: rootsocket:message?channel=hello
                """);
    }

    private List<TestOutcome> run(String yaml) throws IOException {
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("hello.test.yaml"), yaml);
        return new RouteTests(folder.resolve("routes")).run(file);
    }

    private List<String> failure(String yaml) throws IOException {
        return run(yaml).get(0).failure();
    }

    @Test
    void givesTheRouteTheTestsOwnTime() throws IOException {
        assertThat(failure("""
                tests:
                  - name: says the day
                    given: {instant: "2031-05-06T09:00:00Z"}
                    expect: {messages: {hello: [It is 2031-05-06]}}
                """)).isEmpty();
    }

    @Test
    void letsATestsSettingsWinOverTheEnvironmentOfWhoRunsIt() throws IOException {
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    id: hello
                    from:
                      uri: direct:hello
                      steps:
                        - setBody:
                            constant: "{{path}}"
                        - to: rootsocket:message?channel=hello
                """);

        assertThat(failure("""
                settings: {path: the test's}
                tests:
                  - name: says the setting
                    given: {route: hello}
                    expect: {messages: {hello: [the test's]}}
                """)).isEmpty();
    }

    @Test
    void saysOfATestFileThatIsNoYamlWhichLineIsWrongAndWhatToDo() {
        assertThatThrownBy(() -> run("""
                        tests:
                            settings: {a: b}
                          - name: says the day
                        """))
                .isInstanceOf(UnreadableTestException.class)
                .message()
                .contains("hello.test.yaml:3: ")
                .doesNotContain("block mapping");
    }

    @Test
    void firesASchedulesEveryTimeInItsZoneButNotOnTheDaysOfItsCalendar() throws IOException {
        Files.createDirectories(folder.resolve("routes/calendars"));
        Files.writeString(folder.resolve("routes/calendars/madrid.yaml"), "- 2031-05-01");
        RunningHub.route(folder, "clock.yaml", """
                - route:
                    id: clock
                    from:
                      uri: schedule:clock?cron=0+0+9+*+*+?;0+30+8+*+*+?&zone=Europe/Madrid&calendar=madrid
                      steps:
                        - setBody:
                            simple: "${header.CamelRootSocketOccurrence}"
                        - to: rootsocket:message?channel=hello
                """);
        assertThat(failure("""
                routes: [clock.yaml]
                tests:
                  - name: fires twice a day
                    given:
                      - instant: "2031-05-01T09:00:00+02:00"
                      - instant: "2031-05-02T08:30:00+02:00"
                      - instant: "2031-05-02T09:00:00+02:00"
                      - instant: "2031-05-02T09:00:00Z"
                    expect: {messages: {hello: ["clock@2031-05-02T06:30:00Z", "clock@2031-05-02T07:00:00Z"]}}
                """)).isEmpty();
    }

    @Test
    void showsWhatWasExpectedAndWhatCame() throws IOException {
        assertThat(failure("""
                tests:
                  - name: says the day
                    given: {instant: "2031-05-06T09:00:00Z"}
                    expect: {messages: {hello: [It is Tuesday], other: [x]}}
                """))
                .containsExactly(
                        "  channel hello:", "  - It is Tuesday", "  + It is 2031-05-06", "  channel other:", "  - x");
    }

    @Test
    void takesNoMessageThatWasNotExpected() throws IOException {
        assertThat(failure("""
                tests:
                  - name: is silent
                    given: {instant: "2031-05-06T09:00:00Z"}
                """)).containsExactly("  channel hello:", "  + It is 2031-05-06");
    }

    @Test
    void expectsThatEveryFailureComesAbout() throws IOException {
        assertThat(failure("""
                tests:
                  - name: is silent at ten
                    given: {instant: "2031-05-06T10:00:00Z"}
                    failures: {status: 503}
                """)).containsExactly("  1 of the failures did not come about");
    }

    @Test
    void waitsForNothingWhenRootSocketAsksForAnHour() throws IOException {
        TestOutcome outcome = run("""
                tests:
                  - name: comes back
                    given: {instant: "2031-05-06T09:00:00Z"}
                    failures: {status: 429, retryAfter: 3600, times: 3}
                    expect: {messages: {hello: [It is 2031-05-06]}}
                """).get(0);

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.took()).isLessThan(java.time.Duration.ofMinutes(1));
    }

    @Test
    void countsAnAmbiguousMessageOnceItIsSentAgain() throws IOException {
        assertThat(failure("""
                tests:
                  - name: sends again
                    given: {instant: "2031-05-06T09:00:00Z"}
                    failures: {reset: true}
                    expect: {messages: {hello: [It is 2031-05-06]}}
                """)).isEmpty();
    }

    @Test
    void keepsWhatIsGivenUp() throws IOException {
        assertThat(failure("""
                tests:
                  - name: gives up
                    given: {instant: "2031-05-06T09:00:00Z"}
                    failures: {status: 400}
                    expect: {deadLetters: [message]}
                """)).isEmpty();
    }

    @Test
    void keepsTheComponentsOwnChecks() throws IOException {
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    id: hello
                    from:
                      uri: kafka:greetings
                      steps:
                        - to: rootsocket:message?channel=he-llo
                """);

        assertThat(failure("""
                tests:
                  - name: says hello
                    given: {route: hello, message: hi}
                """)).singleElement().asString().contains("did not start", "he.llo");
    }

    @Test
    void keepsWhatGoesElsewhere() throws IOException {
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    id: hello
                    from:
                      uri: kafka:greetings
                      steps:
                        - to: http://crm.example.com/hello?httpMethod=POST
                """);

        assertThat(failure("""
                tests:
                  - name: says hello
                    given: {route: hello, message: hi}
                    expect: {sent: {"http:crm.example.com/hello": [hi]}}
                """)).isEmpty();
    }

    @Test
    void keepsStrangersFromSteeringAsTheHubDoes() throws IOException {
        Files.writeString(folder.resolve("routes/hello.yaml"), """
                - route:
                    id: hello
                    from:
                      uri: platform-http:/hello
                      steps:
                        - setVariable:
                            name: asked
                            simple: "${header.q} ${header.JMSReplyTo}"
                        - to: rootsocket:message?channel=hello
                        - setBody:
                            variable: asked
                """);

        assertThat(failure("""
                tests:
                  - name: is steered by nobody
                    given:
                      webhook: POST /hello?CAMELROOTSOCKETCHANNEL=evil&q=query&JMSReplyTo=evil
                      message: hi
                      headers: {cAMELRootSocketChannel: evil, kafka.KEY: evil, Content-Type: text/html}
                    expect:
                      messages: {hello: [hi]}
                      answer:
                        status: 200
                        body: "query "
                        headers:
                          Content-Type: text/plain; charset=utf-8
                          X-Content-Type-Options: nosniff
                """)).isEmpty();
    }

    @Test
    void saysWhichWordItDoesNotKnow() {
        assertThatThrownBy(() -> run("tests:\n  - name: x\n    givn: {instant: \"2031-05-06T09:00:00Z\"}\n"))
                .isInstanceOf(UnreadableTestException.class)
                .hasMessageContaining("givn");
    }

    @Test
    void readsNoFileOfTestsThatIsOdd() {
        assertThatThrownBy(() -> run("- &a [*a]"))
                .isInstanceOf(UnreadableTestException.class)
                .hasMessageContaining("hello.test.yaml:1");
    }

    /** It was a key of the message called {@code <<}. */
    @Test
    void mergesNothingInSilence() {
        assertThatThrownBy(() -> run("""
                        tests:
                          - name: x
                            given:
                              webhook: POST /in
                              message: &one {a: 1}
                          - name: y
                            given:
                              webhook: POST /in
                              message:
                                <<: *one
                        """))
                .isInstanceOf(UnreadableTestException.class)
                .hasMessageContaining("hello.test.yaml:10: `<<` would merge");
    }

    @Test
    void readsNoRouteThatIsOdd() {
        RunningHub.route(folder, "hello.yaml", "- &a [*a]");

        assertThatThrownBy(() -> run("tests:\n  - name: x\n    given: {instant: \"2031-05-06T09:00:00Z\"}\n"))
                .isInstanceOf(UnreadableTestException.class)
                .hasMessageContaining("hello.yaml:1");
    }

    @Test
    void readsNoKameletThatIsOdd() throws IOException {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        Files.writeString(folder.resolve("routes/kamelets/odd.kamelet.yaml"), "- &a [*a]");
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    id: hello
                    from:
                      uri: direct:hello
                      steps:
                        - to: kamelet:odd
                """);

        assertThat(failure("tests:\n  - name: x\n    given: {instant: \"2031-05-06T09:00:00Z\"}\n"))
                .singleElement()
                .asString()
                .contains("odd.kamelet.yaml:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tests: [{name: a, settings: {x: y}}]  | 1: There is no key `settings` in a test. It stands beside `tests`. The keys there are: name, given, failures, answers, expect.
                    setting: {x: y}                       | 1: There is no key `setting` beside `tests`. Did you mean `settings`? The keys there are: routes, settings, tests.
                    tests: [{name: a, given: {webhok: x}}]| 1: There is no key `webhok` in `given`. Did you mean `webhook`?
                    tests: [{name: a, expect: {status: 1}}]| 1: There is no key `status` in `expect`. It stands in `answer`.
                    """)
    void saysOfAnUnknownKeyWhereItIsAndWhichKeysThereAre(String file, String said) {
        assertThatThrownBy(() -> run(file))
                .isInstanceOf(UnreadableTestException.class)
                .message()
                .contains("hello.test.yaml:" + said);
    }

    @Test
    void namesTheLineOfAnUnknownKey() {
        assertThatThrownBy(() -> run("""
                        # A test.
                        tests:
                          - name: fine
                          - name: the second
                            given:
                              - instant: "2031-05-06T09:00:00Z"
                              - webhook: POST /x
                                message: {any: thing}
                                heders: {a: b}
                        """)).message().contains("hello.test.yaml:9: There is no key `heders` in `given`");
    }

    @Test
    void namesTheLineOfWhatCannotBe() {
        assertThatThrownBy(() -> run("""
                        tests:
                          - name: a
                            failures:
                              - status: soon
                        """))
                .message()
                .contains("hello.test.yaml:4: ")
                .contains("soon");
    }

    @Test
    void showsWhatTheWebhookAnsweredWhenATestFails() throws IOException {
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    from:
                      uri: kamelet:signed-webhook
                      parameters: {path: /hello, secret: "{{webhook.secret}}"}
                      steps:
                        - to: rootsocket:message?channel=hello
                """);
        assertThat(failure("""
                settings: {webhook.secret: s}
                tests:
                  - name: is not signed
                    given: {webhook: POST /hello, message: {a: 1}}
                    expect: {messages: {hello: [{a: 1}]}}
                """))
                .contains(
                        "  - {\"a\":1}",
                        "  the webhook answered 401: {\"detail\":\"The signature is missing or wrong.\"}");
    }

    @Test
    void callsAWebhookWithAFormAsTheDoorDoes() throws IOException {
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    from:
                      uri: platform-http:/hello?httpMethodRestrict=POST,PUT
                      steps:
                        - log: "${header.name}"
                        - to: rootsocket:message?channel=hello
                """);
        assertThat(failure("""
                tests:
                  - name: reads the fields
                    given: {webhook: POST /hello, message: name=Ana+Paz&age=7, headers: {content-type: application/x-www-form-urlencoded}}
                    expect: {messages: {hello: [{name: Ana Paz, age: "7"}]}}
                """)).isEmpty();
        assertThat(failure("""
                tests:
                  - name: says which methods there are
                    given: {webhook: GET /hello}
                    expect: {answer: {status: 405, headers: {Allow: "POST, PUT"}}}
                """)).isEmpty();
    }
}
