package io.rootsocket.hub.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.routetest.RecordedInput;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import io.rootsocket.hub.trail.TrailReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VersionComparisonTest {

    private static final Instant NINE = Instant.parse("2026-11-26T09:00:00Z");

    private static FolderState version(String steps) {
        return FolderState.of(List.of(SourceFile.of(
                "orders.yaml", """
                - route:
                    id: orders
                    from:
                      uri: platform-http:/orders
                      steps:
                %s
                        - to: rootsocket:message?channel=orders
                """.formatted(steps.indent(8).stripTrailing()).getBytes(StandardCharsets.UTF_8))));
    }

    private static RecordedInput input(int number, String body) {
        return new RecordedInput(
                "exchange-" + number, "orders", NINE.plusSeconds(number), body, Map.of("x-shop", "north"), true);
    }

    @Test
    void tellsWhichInputsAnotherVersionTreatsDifferently() {
        var running = version("- setBody: {simple: '${header.x-shop}: ${body}'}");
        var other = version("""
                - choice:
                    when:
                      - simple: ${body} contains 'urgent'
                        steps: [{setBody: {simple: 'URGENT ${body}'}}]
                    otherwise:
                      steps: [{setBody: {simple: '${header.x-shop}: ${body}'}}]
                """);

        VersionDifference difference = VersionComparison.of(
                running, other, List.of(input(1, "a book"), input(2, "urgent: a pen"), input(3, "a cup")));

        assertThat(difference.same()).isEqualTo(2);
        assertThat(difference.percent()).isEqualTo(34);
        assertThat(difference.differ()).singleElement().satisfies(differing -> {
            assertThat(differing.id()).isEqualTo("exchange-2");
            assertThat(differing.lines())
                    .containsExactly("channel orders:", "- north: urgent: a pen", "+ URGENT urgent: a pen");
        });
    }

    @Test
    void tellsThatARouteIsGoneOrFails() {
        var running = version("- log: ${body}");
        var failing = version("- throwException: {exceptionType: java.lang.IllegalStateException, message: no more}");

        assertThat(VersionComparison.of(running, FolderState.EMPTY, List.of(input(1, "a")))
                        .differ()
                        .get(0)
                        .lines())
                .contains("- a", "+ There is no route `orders`.");
        assertThat(VersionComparison.of(running, failing, List.of(input(1, "a")))
                        .differ()
                        .get(0)
                        .lines())
                .contains("- a")
                .anyMatch(line -> line.startsWith("+") && line.contains("no more"));
    }

    @Test
    void countsWhatIsDifferentEachTimeForItself() {
        var running = version("- setBody: {simple: '${random(1000000000)}'}");
        var other = version("- setBody: {simple: '${random(1000000000)}!'}");

        VersionDifference difference = VersionComparison.of(running, other, List.of(input(1, "a"), input(2, "b")));

        assertThat(difference.unpredictable()).isEqualTo(2);
        assertThat(difference.compared()).isZero();
        assertThat(difference.percent()).isZero();
    }

    @Test
    void givesEachInputAtItsOwnTime() {
        var running = version("- setBody: {simple: '${date:now:yyyy-MM-dd HH:mm:ss}'}");

        assertThat(VersionComparison.of(running, version("- setBody: {constant: x}"), List.of(input(7, "a")))
                        .differ()
                        .get(0)
                        .lines())
                .contains("- 2026-11-26 09:00:07");
    }

    @Test
    void saysWhichVersionDoesNotStart() {
        var broken = version("- to: seda:x?nosuchoption=1");

        assertThatThrownBy(() -> VersionComparison.of(version("- log: ${body}"), broken, List.of(input(1, "a"))))
                .isInstanceOf(VersionDoesNotStartException.class)
                .hasMessageContaining("The other version")
                .hasMessageContaining("nosuchoption");
    }

    @Test
    void takesTheLastInputsOfTheRoutesThatAreAskedFor() {
        List<Chain> chains = IntStream.rangeClosed(1, 9)
                .mapToObj(number -> chain(10 - number, number % 2 == 0 ? "orders" : "other"))
                .toList();
        TrailReader trail = new TrailReader() {
            @Override
            public TrailPage find(TrailFilter filter) {
                return new TrailPage(
                        chains.stream()
                                .filter(chain -> filter.route()
                                        .map(chain.arrived().orElseThrow().route()::equals)
                                        .orElse(true))
                                .toList(),
                        Optional.empty());
            }

            @Override
            public List<Chain> explain(String id) {
                return List.of();
            }
        };

        assertThat(VersionComparison.inputs(trail, Set.of("orders"), 2))
                .extracting(RecordedInput::id)
                .containsExactly("exchange-6", "exchange-8");
    }

    private static Chain chain(int number, String route) {
        var arrived = new Arrived(
                "exchange-" + number,
                NINE.plusSeconds(number),
                SourceKind.WEBHOOK,
                "platform-http:/orders",
                Optional.empty(),
                route,
                Optional.empty(),
                Optional.empty(),
                Payload.of("text/plain", "body"),
                Map.of(),
                Optional.empty());
        return new Chain(arrived.exchangeId(), Optional.of(arrived), Optional.empty(), List.of());
    }
}
