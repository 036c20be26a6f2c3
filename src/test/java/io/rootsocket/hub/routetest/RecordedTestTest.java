package io.rootsocket.hub.routetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTestTest {

    private static final Instant NINE = Instant.parse("2026-11-26T09:00:00Z");

    @TempDir
    Path routes;

    private static Chain chain(
            SourceKind kind,
            String source,
            Optional<String> sourceId,
            Map<String, String> headers,
            Payload came,
            Optional<Integer> status,
            Payload... went) {
        var arrived = new Arrived(
                "A1-1",
                NINE,
                kind,
                source,
                sourceId,
                "orders",
                Optional.of("orders.yaml:2"),
                Optional.empty(),
                came,
                headers,
                Optional.empty());
        List<SentMessage> messages = List.of(went).stream()
                .map(payload -> new SentMessage(
                        "A1-1.1",
                        Optional.of(new Accepted(
                                "A1-1.1",
                                "A1-1",
                                NINE,
                                "account",
                                "orders",
                                payload,
                                Optional.empty(),
                                "orders",
                                source,
                                Optional.empty())),
                        List.of(),
                        List.of()))
                .toList();
        return new Chain(
                "A1-1",
                Optional.of(arrived),
                Optional.of(new Handled("A1-1", NINE, Result.HANDLED, Optional.empty(), List.of(), status)),
                messages);
    }

    private List<String> failures(String route, Chain chain) throws IOException {
        Files.writeString(routes.resolve("orders.yaml"), route);
        Path tests = Files.createDirectories(routes.resolve("tests"));
        Path file = Files.writeString(tests.resolve("recorded.test.yaml"), RecordedTest.yaml(chain));
        return new RouteTests(routes)
                .run(file).stream()
                        .flatMap(outcome -> outcome.failure().stream())
                        .toList();
    }

    @Test
    void makesOfAWebhookATestThatPassesUntilTheRouteChanges() throws IOException {
        String route = """
                - route:
                    id: orders
                    from:
                      uri: platform-http:/shops/{shop}/orders
                      steps:
                        - setBody: {simple: '{"shop": "${header.shop}", "of": "${header.X-Person}", "n": ${jq(.n)}}'}
                        - to: rootsocket:message?channel=orders
                        - setBody: {constant: ''}
                """.replace("${jq(.n)}", "7");
        var headers = new LinkedHashMap<String, String>();
        headers.put("CamelHttpMethod", "POST");
        headers.put("CamelHttpPath", "/shops/north/orders");
        headers.put("Host", "hub.example");
        headers.put("X-Person", "Ana");
        Chain chain = chain(
                SourceKind.WEBHOOK,
                "platform-http:/shops/{shop}/orders",
                Optional.empty(),
                headers,
                Payload.of("application/json", "{\"n\": 7}"),
                Optional.of(204),
                Payload.of("application/json", "{\"shop\": \"north\", \"of\": \"Ana\", \"n\": 7}"));

        assertThat(failures(route, chain)).isEmpty();
        assertThat(failures(route.replace("7}", "8}"), chain)).isNotEmpty();
        assertThat(RecordedTest.yaml(chain))
                .startsWith("# Made by `hub test --from A1-1`.\nroutes:\n  - orders.yaml\ntests:\n")
                .contains("webhook: POST /shops/north/orders", "X-Person: Ana", "status: 204")
                .doesNotContain("hub.example", "redacted");
    }

    @Test
    void startsTheRouteWhereNobodyCanSignAgain() throws IOException {
        String route = """
                - route:
                    id: orders
                    from:
                      uri: direct:orders
                      steps:
                        - to: rootsocket:message?channel=orders
                """;
        Chain chain = chain(
                SourceKind.WEBHOOK,
                "platform-http:/orders",
                Optional.empty(),
                Map.of("CamelHttpMethod", "POST", "CamelHttpPath", "/orders", "X-Hub-Signature-256", "***"),
                new Payload("text/plain", "a: 'book' #1".getBytes(java.nio.charset.StandardCharsets.UTF_8), 12, false),
                Optional.empty(),
                Payload.of("text/plain", "a: 'book' #1"));

        assertThat(failures(route, chain)).isEmpty();
        assertThat(RecordedTest.yaml(chain)).contains("route: orders", "kept cut or redacted");
    }

    @Test
    void firesAScheduleWhenItWasDue() throws IOException {
        String route = """
                - route:
                    id: orders
                    from:
                      uri: schedule:orders?cron=0 0 9 * * ?&zone=UTC
                      steps:
                        - setBody: {simple: 'Good morning of ${date:now:yyyy-MM-dd}'}
                        - to: rootsocket:message?channel=orders
                """;
        Chain chain = chain(
                SourceKind.SCHEDULE,
                "schedule:orders",
                Optional.of("orders@2026-11-26T09:00:00Z"),
                Map.of(),
                Payload.NONE,
                Optional.empty(),
                Payload.of("text/plain", "Good morning of 2026-11-26"));

        assertThat(failures(route, chain)).isEmpty();
    }

    @Test
    void writesAFileWhereTheRouteLooksForIt() throws IOException {
        String route = """
                - route:
                    id: orders
                    from:
                      uri: file:inbox
                      steps:
                        - setBody: {simple: '${header.CamelFileName}: ${bodyAs(String)}'}
                        - to: rootsocket:message?channel=orders
                """;
        Chain chain = chain(
                SourceKind.FILE,
                "file:inbox",
                Optional.of("monday.txt"),
                Map.of("CamelFileName", "monday.txt"),
                Payload.of("", "one\ntwo\n"),
                Optional.empty(),
                Payload.of("", "monday.txt: one\ntwo\n"));

        assertThat(failures(route, chain)).isEmpty();
    }

    @Test
    void needsToKnowWhatCameIn() {
        assertThatThrownBy(() -> RecordedTest.yaml(new Chain("A1-1", Optional.empty(), Optional.empty(), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not know any more");
    }
}
