package io.rootsocket.hub.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routetest.RouteTests;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet {@code changed} in routes, as `hub test` runs them. */
class ChangedKameletTest {

    @TempDir
    Path folder;

    private void route(String changed) {
        RunningHub.route(folder, "prices.yaml", """
                - route:
                    id: prices
                    from:
                      uri: platform-http:/prices?httpMethodRestrict=POST
                      steps:
                        - to:
                %s
                        - to: rootsocket:message?channel=prices
                        - setBody:
                            constant: ok
                """.formatted(changed.indent(12).stripTrailing()));
    }

    /** Posts each of the bodies. */
    private List<String> failure(String expected, String... bodies) throws IOException {
        var test = new StringBuilder("tests:\n  - name: sends\n    given:\n");
        for (String body : bodies) {
            test.append("      - {webhook: POST /prices, message: %s}%n".formatted(body));
        }
        test.append("    expect: {messages: {prices: %s}}%n".formatted(expected));
        return run(test.toString());
    }

    private List<String> run(String test) throws IOException {
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("prices.test.yaml"), test);
        return new RouteTests(folder.resolve("routes")).run(file).get(0).failure();
    }

    @Test
    void aValueThatComesBackHasChanged() throws IOException {
        route("uri: kamelet:changed");

        assertThat(failure("[one, A, B, A]", "one", "A", "A", "B", "B", "A")).isEmpty();
    }

    @Test
    void comparesAFieldInJqForEachKey() throws IOException {
        route("""
                uri: kamelet:changed
                parameters:
                  value: .price
                  key: .item
                """);

        assertThat(failure(
                        "[{item: a, price: 1, at: 1}, {item: b, price: 1, at: 2}, {item: a, price: 2, at: 4}]",
                        "{item: a, price: 1, at: 1}",
                        "{item: b, price: 1, at: 2}",
                        "{item: a, price: 1, at: 3}",
                        "{item: a, price: 2, at: 4}",
                        "{item: b, price: 1, at: 5}"))
                .isEmpty();
    }

    @Test
    void comparesWhatASimpleExpressionSays() throws IOException {
        route("""
                uri: kamelet:changed
                parameters:
                  value: "${header.state}"
                """);

        assertThat(run("""
                tests:
                  - name: sends
                    given:
                      - {webhook: POST /prices?state=open, message: one}
                      - {webhook: POST /prices?state=open, message: two}
                      - {webhook: POST /prices?state=shut, message: three}
                    expect: {messages: {prices: [one, three]}}
                """)).isEmpty();
    }

    @Test
    void spacesAndTheOrderOfKeysInJsonDoNotCount() throws IOException {
        route("uri: kamelet:changed");

        assertThat(failure(
                        "['{\"a\": 1, \"b\": 2}', '{\"a\": 1, \"b\": 3}']",
                        "'{\"a\": 1, \"b\": 2}'",
                        "'{\"b\":2,\"a\":1}'",
                        "'{\"a\": 1, \"b\": 3}'"))
                .isEmpty();
    }

    @Test
    void theFirstValueMayBeKeptQuiet() throws IOException {
        route("uri: kamelet:changed?first=quiet");

        assertThat(failure("[B, A]", "A", "A", "B", "A")).isEmpty();
    }

    @Test
    void theRouteEndsWithWhatHasNotChanged() throws IOException {
        RunningHub.route(folder, "prices.yaml", """
                - route:
                    id: prices
                    from:
                      uri: platform-http:/prices?httpMethodRestrict=POST
                      steps:
                        - split:
                            tokenize: ","
                            steps:
                              - to: kamelet:changed
                              - to: rootsocket:message?channel=prices
                """);

        assertThat(failure("[A, B, A, C]", "'A,A,B,A'", "A", "'C,C'")).isEmpty();
    }
}
