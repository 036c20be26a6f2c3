package io.rootsocket.hub.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.failure.RouteReplay;
import io.rootsocket.hub.routetest.RecordedInput;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.Step;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import io.rootsocket.hub.trail.TrailReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplaysTest {

    private static final Instant NINE = Instant.parse("2026-11-26T09:00:00Z");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Chain> chains = new ArrayList<>();
    private final List<String> came = new CopyOnWriteArrayList<>();
    private final TrailReader trail = new TrailReader() {
        @Override
        public TrailPage find(TrailFilter filter) {
            return new TrailPage(chains, Optional.empty());
        }

        @Override
        public List<Chain> explain(String id) {
            return chains.stream()
                    .filter(chain -> chain.exchangeId().equals(id))
                    .toList();
        }
    };
    private final Replays replays =
            new Replays(camel, trail, arrived -> arrived.place().equals(Optional.of("rest.yaml:4")), Clock.systemUTC());

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:orders").routeId("orders").process(exchange -> {
                    came.add("%s, %s, %s"
                            .formatted(
                                    exchange.getIn().getBody(String.class),
                                    exchange.getIn().getHeader("shop"),
                                    RouteReplay.reason(exchange).orElse("")));
                    if ("poison".equals(exchange.getIn().getBody(String.class))) {
                        throw new IllegalStateException("no");
                    }
                });
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void recorded(String id, String route, Payload payload) {
        recorded(id, SourceKind.WEBHOOK, "platform-http:/orders", route, Optional.empty(), payload);
    }

    private void recorded(
            String id, SourceKind kind, String source, String route, Optional<String> place, Payload payload) {
        chains.add(
                0,
                new Chain(
                        id,
                        Optional.of(new Arrived(
                                id,
                                NINE,
                                kind,
                                source,
                                Optional.empty(),
                                route,
                                place,
                                Optional.empty(),
                                payload,
                                Map.of("shop", "north"),
                                Optional.empty())),
                        Optional.empty(),
                        List.of()));
    }

    private ReplayState start(int perSecond) {
        return replays.start(
                ReplayChoice.of(TrailFilter.ALL), perSecond, "ana", Optional.of("the price list was wrong"));
    }

    @Test
    void sendsAllAgainInTheirOldOrderAndSaysWhoAsked() {
        recorded("one", "orders", Payload.of("", "a"));
        recorded("two", "orders", Payload.of("", "b"));

        ReplayState begun = start(1_000);

        await().until(() -> replays.all().get(0).ended().isPresent());
        assertThat(begun.of()).isEqualTo(2);
        assertThat(came)
                .containsExactly(
                        "a, north, replay of one by ana: the price list was wrong",
                        "b, north, replay of two by ana: the price list was wrong");
        assertThat(replays.all()).singleElement().satisfies(state -> {
            assertThat(state.done()).isEqualTo(2);
            assertThat(state.failed()).isZero();
            assertThat(state.by()).isEqualTo("ana");
        });
    }

    @Test
    void countsFirstWhatItWouldSendAndWhatNot() {
        recorded("one", "orders", Payload.of("", "a"));
        recorded("two", "gone", Payload.of("", "b"));
        recorded("three", "orders", new Payload("", new byte[3], 3, false));
        chains.add(new Chain("four", Optional.empty(), Optional.empty(), List.of()));

        assertThat(replays.plan(ReplayChoice.of(TrailFilter.ALL))).isEqualTo(new ReplayPlan(1, 1, 1, 0, 0, 1));
        assertThat(replays.plan(ReplayChoice.of(TrailFilter.ALL).asKept(true)))
                .isEqualTo(new ReplayPlan(2, 0, 1, 0, 0, 1));
        assertThat(replays.plan(ReplayChoice.of(TrailFilter.ALL)).inWords())
                .isEqualTo(
                        "1 to send; left out: 1 kept cut or redacted, 1 whose route does not run, or has no id and is"
                                + " another one now, 1 of which the trail does not know the beginning any more");
        assertThat(came).isEmpty();
    }

    @Test
    void doesNotLetInByAReplayWhoWasTurnedAwayAtTheDoor() {
        recorded("forged", "orders", Payload.of("", "a"));
        handled("forged", Result.FAILED, List.of(), Optional.of(401));
        recorded("repeat", "orders", Payload.of("", "b"));
        handled("repeat", Result.REPEATED, List.of(), Optional.of(200));
        recorded("failed", "orders", Payload.of("", "c"));
        handled(
                "failed",
                Result.FAILED,
                List.of(new Step("to", "to direct:stock", Optional.empty(), Duration.ZERO)),
                Optional.of(500));

        assertThat(replays.plan(ReplayChoice.of(TrailFilter.ALL)).inWords())
                .isEqualTo("1 to send; left out: 2 turned away before their route");
        assertThatThrownBy(() -> replays.start(ReplayChoice.of("forged").asKept(true), 10, "ana", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(VersionComparison.inputs(trail, Set.of(), 10))
                .extracting(RecordedInput::id)
                .containsExactly("failed");
    }

    private void handled(String id, Result result, List<Step> steps, Optional<Integer> status) {
        chains.replaceAll(chain -> chain.exchangeId().equals(id)
                ? new Chain(
                        id,
                        chain.arrived(),
                        Optional.of(new Handled(id, NINE, result, Optional.empty(), steps, status)),
                        List.of())
                : chain);
    }

    @Test
    void sendsNoAnnouncementAndNoAlarmASecondTimeUnlessItIsNamed() {
        recorded("order", "orders", Payload.of("", "a"));
        recorded("standup", SourceKind.SCHEDULE, "schedule:standup", "orders", Optional.empty(), Payload.NONE);
        recorded("tick", SourceKind.TIMER, "timer:tick", "orders", Optional.empty(), Payload.NONE);
        recorded("alarm", SourceKind.OTHER, "hub:alarms", "orders", Optional.empty(), Payload.of("", "ALARM"));
        recorded("inner", SourceKind.OTHER, "direct:hub", "orders", Optional.empty(), Payload.of("", "b"));
        TrailFilter ofADay = new TrailFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NINE),
                Optional.empty(),
                Optional.empty(),
                10,
                Optional.empty());
        TrailFilter ofARoute = new TrailFilter(
                Optional.of("orders"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NINE),
                Optional.empty(),
                Optional.empty(),
                10,
                Optional.empty());

        assertThat(replays.plan(ReplayChoice.of(ofADay)).inWords())
                .isEqualTo("2 to send; left out: 3 that a schedule, a timer or an alarm began (name the route or the"
                        + " kind to send them)");
        assertThat(replays.plan(ReplayChoice.of(ofARoute)).toSend()).isEqualTo(5);
        assertThat(replays.plan(ReplayChoice.of("standup")).toSend()).isEqualTo(1);
    }

    @Test
    void doesNotSendToAnotherRouteThatHasGotTheNumberOfOneWithoutAnId() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:verb").routeId("route3").log("taken");
            }
        });
        recorded("here", SourceKind.WEBHOOK, "POST /a", "route3", Optional.of("rest.yaml:4"), Payload.of("", "a"));
        recorded("other", SourceKind.WEBHOOK, "POST /b", "route3", Optional.of("rest.yaml:9"), Payload.of("", "b"));
        recorded("named", SourceKind.WEBHOOK, "POST /c", "orders", Optional.of("rest.yaml:9"), Payload.of("", "c"));

        assertThat(replays.plan(ReplayChoice.of(TrailFilter.ALL)).inWords())
                .isEqualTo("2 to send; left out: 1 whose route does not run, or has no id and is another one now");
    }

    @Test
    void sendsOneByItsIdAndNoReplayByAFilter() {
        recorded("one", "orders", Payload.of("", "a"));
        recorded("two", "orders", Payload.of("", "b"));
        Arrived again = chains.get(0).arrived().orElseThrow();
        chains.add(
                0,
                new Chain(
                        "three",
                        Optional.of(new Arrived(
                                "three",
                                NINE,
                                SourceKind.WEBHOOK,
                                "replay of two by ana",
                                Optional.empty(),
                                "orders",
                                Optional.empty(),
                                Optional.empty(),
                                again.payload(),
                                again.headers(),
                                Optional.empty())),
                        Optional.empty(),
                        List.of()));

        assertThat(replays.plan(ReplayChoice.of(TrailFilter.ALL)).toSend()).isEqualTo(2);
        replays.start(ReplayChoice.of("one"), 1_000, "ana", Optional.empty());

        await().until(() -> replays.all().get(0).ended().isPresent());
        assertThat(came).containsExactly("a, north, replay of one by ana");
        assertThatThrownBy(() -> replays.plan(ReplayChoice.of("nine")))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("knows nothing of `nine`");
    }

    @Test
    void goesOnAfterOneThatFails() {
        recorded("one", "orders", Payload.of("", "poison"));
        recorded("two", "orders", Payload.of("", "b"));

        start(1_000);

        await().until(() -> replays.all().get(0).ended().isPresent());
        assertThat(replays.all().get(0).failed()).isEqualTo(1);
        assertThat(came).hasSize(2);
    }

    @Test
    void isCancelledBetweenTwo() {
        recorded("one", "orders", Payload.of("", "a"));
        recorded("two", "orders", Payload.of("", "b"));

        int number = start(1).number();
        await().until(() -> came.size() == 1);
        ReplayState cancelled = replays.cancel(number);

        assertThat(cancelled.cancelled()).isTrue();
        assertThat(cancelled.ended()).isPresent();
        assertThat(replays.cancel(number).ended()).isEqualTo(cancelled.ended());
        assertThat(came).hasSize(1);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> start(1)).hasMessageContaining("Nothing is to be sent");
        assertThatThrownBy(() -> start(0)).hasMessageContaining("no pace");
        assertThatThrownBy(() -> replays.cancel(7)).isInstanceOf(NoSuchElementException.class);
        for (int i = 0; i <= Replays.MAX; i++) {
            recorded("x" + i, "orders", Payload.of("", "a"));
        }
        assertThatThrownBy(() -> start(1)).hasMessageContaining("more than 10,000");
    }
}
