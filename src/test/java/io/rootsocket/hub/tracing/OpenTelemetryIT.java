package io.rootsocket.hub.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import io.rootsocket.hub.tracing.Collector.TakenSpan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.telemetry.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OpenTelemetryIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    private static final String ROUTE = """
            - route:
                id: in
                from:
                  uri: platform-http:/in
                  steps:
                    - log: "password=of-somebody-else"
                    - setBody:
                        id: greet
                        simple: "Hello ${body}"
                    - to: rootsocket:message?channel=news
            """;

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private RunningHub start(URI apiUrl, Map<String, String> environment) {
        return RunningHub.start(folder, apiUrl, SANDBOX.key(), environment).withoutProblems();
    }

    private static TakenSpan named(List<TakenSpan> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no span %s in %s".formatted(name, spans)));
    }

    @Test
    void isOneTraceFromTheCallerOverARestartToTheDelivery() throws Exception {
        RunningHub.route(folder, "in.yaml", ROUTE);
        try (var collector = new Collector()) {
            Map<String, String> environment =
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url().toString(), "OTEL_BSP_SCHEDULE_DELAY", "100");
            URI nobody = URI.create("http://127.0.0.1:" + FreePort.next());
            try (var hub = start(nobody, environment)) {
                hub.post("/in", "you", "traceparent", "00-%s-%s-01".formatted(TRACE, CALLER));
            }
            try (var hub = start(SANDBOX.apiUrl(), environment)) {
                await().atMost(TIMEOUT)
                        .untilAsserted(
                                () -> assertThat(SANDBOX.received("news")).containsExactly("Hello you"));
            }

            assertThat(collector.texts()).noneMatch(told -> told.contains("of-somebody-else"));
            List<TakenSpan> spans = collector.spans().stream()
                    .filter(span -> span.trace().equals(TRACE))
                    .toList();
            TakenSpan came = spans.stream()
                    .filter(span -> span.parent().equals(CALLER))
                    .findFirst()
                    .orElseThrow();
            assertThat(came.name()).isEqualTo("POST");
            assertThat(named(spans, "greet").parent()).isEqualTo(came.id());
            TakenSpan sent = named(spans, "rootsocket");
            assertThat(spans)
                    .filteredOn(span -> span.name().equals("deliver news"))
                    .isNotEmpty()
                    .allSatisfy(delivery -> assertThat(delivery.parent()).isEqualTo(sent.id()));
        }
    }

    @Test
    void tracesNothingUnlessItIsToldWhereTo() {
        RunningHub.route(folder, "in.yaml", ROUTE);

        try (var hub = start(SANDBOX.apiUrl(), Map.of())) {
            assertThat(hub.camel().hasService(Tracer.class)).isNull();
        }
    }
}
