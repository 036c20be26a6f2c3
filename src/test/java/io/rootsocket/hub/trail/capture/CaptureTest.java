package io.rootsocket.hub.trail.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.failure.FailureHandling;
import io.rootsocket.hub.failure.KeepFailed;
import io.rootsocket.hub.firewall.Firewall;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.Step;
import io.rootsocket.hub.trail.Trail;
import io.rootsocket.hub.trail.TrailEvent;
import io.rootsocket.hub.trail.TrailSettings;
import io.rootsocket.hub.trail.redaction.RedactedNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {

    private static final Redaction REDACTION = new Redaction(
            new TrailSettings(Path.of("unused"), 10_000_000, Duration.ofDays(1), 1_000, RedactedNames.of("")),
            List::of);

    @TempDir
    Path folder;

    private final List<TrailEvent> events = new CopyOnWriteArrayList<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void install() throws Exception {
        camel.setAllowUseOriginalMessage(true);
        Capture capture =
                Capture.install(camel, new InMemory(), REDACTION, folder, route -> Optional.of("3"), Clock.systemUTC());
        Firewall.guard(camel);
        var keepFailed = new KeepFailed(letter -> "a test", capture::dead, Optional::empty, Clock.systemUTC());
        FailureHandling.install(camel, keepFailed, exchange -> {});
        capture.installLast(camel);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private final class InMemory implements Trail {

        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public int maxPayloadBytes() {
            return 20;
        }

        @Override
        public void record(TrailEvent event) {
            events.add(event);
        }
    }

    private void route(String name, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("file:" + folder.resolve(name), yaml));
    }

    private <T> List<T> all(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private <T> T only(Class<T> type) {
        assertThat(all(type)).hasSize(1);
        return all(type).get(0);
    }

    private static List<String> told(List<Step> steps) {
        return steps.stream()
                .map(step -> step.label() + " " + step.place().orElse("?"))
                .toList();
    }

    @Test
    void tellsWhatCameInAndTheStepsAsTheirFileHasThem() throws Exception {
        route("orders.yaml", """
                - route:
                    id: orders
                    from:
                      uri: direct:orders
                      steps:
                        - setHeader:
                            name: Authorization
                            constant: Bearer of-my-own
                        - choice:
                            when:
                              - simple: ${body} contains 'o'
                                steps:
                                  - log:
                                      id: note
                                      message: one
                            otherwise:
                              steps:
                                - log: "two"
                        - to:
                            uri: seda:out
                            parameters:
                              size: 10
                """);

        camel.createProducerTemplate().sendBody("direct:orders", "two orders, with more words than fit");

        Arrived arrived = only(Arrived.class);
        assertThat(arrived.route()).isEqualTo("orders");
        assertThat(arrived.place()).contains("orders.yaml:4");
        assertThat(arrived.generation()).contains("3");
        assertThat(arrived.kind()).isEqualTo(SourceKind.OTHER);
        assertThat(arrived.source()).isEqualTo("direct:orders");
        assertThat(arrived.payload().text()).contains("two orders, with mor");
        assertThat(arrived.payload().length()).isEqualTo(36);
        Handled handled = only(Handled.class);
        assertThat(handled.exchangeId()).isEqualTo(arrived.exchangeId());
        assertThat(handled.result()).isEqualTo(Result.HANDLED);
        assertThat(told(handled.steps()))
                .containsExactly(
                        "setHeader Authorization orders.yaml:6",
                        "choice orders.yaml:9",
                        "log orders.yaml:13",
                        "to seda:out orders.yaml:19");
        assertThat(handled.steps()).extracting(Step::id).containsExactly("setHeader", "choice", "note", "to");
    }

    @Test
    void tellsInWhichStepItFailed() throws Exception {
        route("failing.yaml", """
                - route:
                    id: failing
                    from:
                      uri: direct:failing
                      steps:
                        - to: direct:inner
                - route:
                    id: inner
                    from:
                      uri: direct:inner
                      steps:
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: no luck
                """);

        camel.createProducerTemplate()
                .send("direct:failing", exchange -> exchange.getIn().setBody("x"));

        Handled handled = only(Handled.class);
        assertThat(handled.result()).isEqualTo(Result.FAILED);
        assertThat(handled.failure()).contains("no luck. In the step throwException (failing.yaml:12).");
        assertThat(told(handled.steps()))
                .containsExactly("to direct:inner failing.yaml:6", "throwException failing.yaml:12");
    }

    @Test
    void countsTheRecordsOfAFileAsOneArrival() throws Exception {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.writeString(in.resolve("a.csv"), "1\n2\n3\n");
        route("file.yaml", """
                - route:
                    id: lines
                    from:
                      uri: file:%s?initialDelay=0&delay=20
                      steps:
                        - split:
                            tokenize: "\\n"
                            steps:
                              - log: "${body}"
                """.formatted(in));

        await().until(() -> !all(Handled.class).isEmpty());

        Arrived arrived = only(Arrived.class);
        assertThat(arrived.kind()).isEqualTo(SourceKind.FILE);
        assertThat(arrived.source()).isEqualTo("file:" + in);
        assertThat(arrived.sourceId()).contains("a.csv");
        assertThat(arrived.payload().text()).contains("1\n2\n3\n");
        assertThat(arrived.payload().contentType()).isEqualTo("text/csv");
        assertThat(only(Handled.class).steps()).extracting(Step::label).containsExactly("split", "log ×3");
    }

    @Test
    void hasWhatGoesOnBesideAnExchangeBelongToIt() throws Exception {
        route("beside.yaml", """
                - route:
                    id: in
                    from:
                      uri: direct:in
                      steps:
                        - wireTap:
                            uri: direct:tapped
                        - to: seda:queued
                - route:
                    from:
                      uri: direct:tapped
                      steps:
                        - delay:
                            constant: 50
                        - log: tapped
                - route:
                    from:
                      uri: seda:queued
                      steps:
                        - delay:
                            constant: 50
                        - log: queued
                """);

        camel.createProducerTemplate().sendBody("direct:in", "x");
        await().untilAsserted(() -> assertThat(all(Handled.class).stream()
                        .mapToInt(handled -> handled.steps().size())
                        .sum())
                .isEqualTo(6));

        Arrived arrived = only(Arrived.class);
        assertThat(all(Handled.class)).allSatisfy(handled -> {
            assertThat(handled.exchangeId()).isEqualTo(arrived.exchangeId());
            assertThat(handled.result()).isEqualTo(Result.HANDLED);
        });
        assertThat(all(Handled.class).stream().flatMap(handled -> told(handled.steps()).stream()))
                .containsExactlyInAnyOrder(
                        "wireTap direct:tapped beside.yaml:6",
                        "to seda:queued beside.yaml:8",
                        "delay beside.yaml:13",
                        "log beside.yaml:15",
                        "delay beside.yaml:20",
                        "log beside.yaml:22");
    }

    @Test
    void tellsARepeatFromWhatWasHandled() throws Exception {
        camel.getRegistry()
                .bind("seen", new org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository());
        route("repeat.yaml", """
                - route:
                    id: once
                    from:
                      uri: direct:once
                      steps:
                        - idempotentConsumer:
                            idempotentRepository: seen
                            simple: ${body}
                            steps:
                              - log: new
                """);

        camel.createProducerTemplate().sendBody("direct:once", "a");
        camel.createProducerTemplate().sendBody("direct:once", "a");

        assertThat(all(Handled.class)).extracting(Handled::result).containsExactly(Result.HANDLED, Result.REPEATED);
    }

    private void door() throws Exception {
        route("door.yaml", """
                - routeTemplate:
                    id: webhook
                    from:
                      uri: direct:door
                      steps:
                        - choice:
                            when:
                              - simple: ${body} == 'forged'
                                steps:
                                  - stop: {}
                        - setBody:
                            constant: checked
                        - to: kamelet:sink
                """);
        route("hook.yaml", """
                - route:
                    id: hook
                    from:
                      uri: kamelet:webhook
                      steps:
                        - process:
                            ref: look
                """);
    }

    @Test
    void isNotFilledByWhoIsTurnedAwayAtTheDoor() throws Exception {
        camel.getRegistry().bind("look", (org.apache.camel.Processor) exchange -> {});
        door();
        var producer = camel.createProducerTemplate();

        for (int i = 0; i < 1_000; i++) {
            producer.sendBodyAndHeader("direct:door", "forged", "X-Long", "y");
        }

        assertThat(all(Arrived.class)).hasSizeBetween(100, 700).allSatisfy(arrived -> {
            assertThat(arrived.payload().bytes()).isEmpty();
            assertThat(arrived.payload().length()).isEqualTo(6);
            assertThat(arrived.headers()).isEmpty();
        });
        assertThat(all(Handled.class)).hasSameSizeAs(all(Arrived.class));
    }

    @Test
    void keepsAsItCameWhatIsLetInAtTheDoorBeforeItsRouteSeesIt() throws Exception {
        var seen = new CopyOnWriteArrayList<Integer>();
        camel.getRegistry().bind("look", (org.apache.camel.Processor)
                exchange -> seen.add(all(Arrived.class).size()));
        door();

        camel.createProducerTemplate().sendBodyAndHeader("direct:door", "good", "X-Shop", "north");

        Arrived arrived = only(Arrived.class);
        assertThat(arrived.payload().text()).contains("good");
        assertThat(arrived.headers()).containsEntry("X-Shop", "north");
        assertThat(seen).containsExactly(1);
        assertThat(only(Handled.class).exchangeId()).isEqualTo(arrived.exchangeId());
    }

    @Test
    void keepsATraceThatARouteForgets() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var seen = new CopyOnWriteArrayList<Optional<String>>();
        camel.getRegistry().bind("look", (org.apache.camel.Processor) exchange -> seen.add(Traceparent.of(exchange)));
        route("trace.yaml", """
                - route:
                    id: trace
                    from:
                      uri: direct:trace
                      steps:
                        - removeHeaders:
                            pattern: "*"
                        - process:
                            ref: look
                """);

        camel.createProducerTemplate().sendBodyAndHeaders("direct:trace", "a", Map.of("traceparent", trace));

        assertThat(seen).containsExactly(Optional.of(trace));
        assertThat(only(Arrived.class).traceparent()).contains(trace);
    }
}
