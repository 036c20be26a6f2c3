package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rootsocket.hub.outbox.LaneState.BackingOff;
import io.rootsocket.hub.outbox.LaneState.Draining;
import io.rootsocket.hub.outbox.LaneState.Idle;
import io.rootsocket.hub.outbox.LaneState.Leaving;
import io.rootsocket.hub.outbox.LaneState.Ready;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each arrow of the drawing at {@link LaneState} that a worker, a message or the time goes. */
class ReadyLanesTest extends LanesByHand {

    @Test
    void idleBecomesReadyWhenAMessageComes() throws InterruptedException {
        Lane idle = drained();
        assertThat(idle.state()).isInstanceOf(Idle.class);

        accept(NEWS);

        assertThat(idle.state()).isInstanceOf(Ready.class);
    }

    @Test
    void idleBecomesReadyWhenMessagesAreFound() {
        lanes.find(NEWS);

        assertThat(state(NEWS)).isInstanceOf(Ready.class);
    }

    @Test
    void readyBecomesDrainingWhenAWorkerIsFree() throws InterruptedException {
        Lane lane = draining(NEWS);

        assertThat(lane.name()).isEqualTo(NEWS);
        assertThat(lane.state()).isEqualTo(new Draining(false));
    }

    @Test
    void readyGoesInTheOrderInWhichTheyBecameSo() throws InterruptedException {
        accept(SPORT);
        accept(NEWS);
        accept(SPORT);

        assertThat(next().name()).isEqualTo(SPORT);
        assertThat(next().name()).isEqualTo(NEWS);
    }

    @Test
    void readyGoesAheadOnceAnUrgentMessageComes() throws InterruptedException {
        accept(SPORT);
        accept(NEWS);
        accept(NEWS, OutboxMessage.HIGHEST_PRIORITY, Optional.empty());

        assertThat(next().name()).isEqualTo(NEWS);
        assertThat(next().name()).isEqualTo(SPORT);
    }

    @Test
    void drainingBecomesIdleWhenItsQueueIsEmpty() throws InterruptedException {
        Lane lane = draining(NEWS);

        lanes.end(lane, new DrainResult.Empty());

        assertThat(lane.state()).isEqualTo(new Idle());
    }

    @Test
    void drainingBecomesLeavingWhileItsMessageIsNotedAndReadyThen() throws InterruptedException {
        var noted = new CompletableFuture<Void>();
        Lane lane = draining(NEWS);

        lanes.end(lane, leaving(noted));
        assertThat(lane.state()).isEqualTo(new Leaving());
        accept(NEWS);
        assertThat(lane.state()).as("nobody passes the one that leaves").isEqualTo(new Leaving());

        noted.complete(null);
        assertThat(lane.state()).isInstanceOf(Ready.class);
    }

    @Test
    void leavingIsNotLookedAfterAsItsConsumerIsOpen() throws InterruptedException {
        Lane lane = draining(NEWS);
        lanes.end(lane, leaving(new CompletableFuture<>()));

        lanes.forUnused(List.of(NEWS), looked -> {
            throw new AssertionError("Somebody looked after " + looked);
        });

        assertThat(lane.state()).isEqualTo(new Leaving());
    }

    @Test
    void leavingBecomesReadyAlsoIfSomebodyCouldNotNoteIt() throws InterruptedException {
        Lane lane = draining(NEWS);

        lanes.end(lane, leaving(CompletableFuture.failedFuture(new IllegalStateException("no disk"))));

        assertThat(lane.state()).isInstanceOf(Ready.class);
    }

    /** Of no consumer: here nobody lets the message go. */
    @SuppressWarnings("NullAway")
    private static DrainResult leaving(CompletableFuture<Void> noted) {
        return new DrainResult.Leaving(new Departure(null, noted, () -> {}));
    }

    @Test
    void drainingBecomesReadyWhenAMessageCameAfterItsLastLook() throws InterruptedException {
        Lane lane = draining(NEWS);
        accept(NEWS);

        lanes.end(lane, new DrainResult.Empty());

        assertThat(lane.state()).isInstanceOf(Ready.class);
    }

    @Test
    void drainingSeesWhatCameBeforeItsLastLook() throws InterruptedException {
        Lane lane = draining(NEWS);
        accept(NEWS);
        lanes.taken(lane, true);
        assertThat(lanes.goesOn(lane, lanes.endOfTurn())).isTrue();
        assertThat(lanes.nextOf(lane)).isEqualTo(NextMessage.EXPECTED);
        lanes.taken(lane, true);

        lanes.end(lane, new DrainResult.Empty());

        assertThat(lane.state()).isEqualTo(new Idle());
    }

    @Test
    void drainingGoesBehindTheOthersWhenMoreMayWait() throws InterruptedException {
        Lane lane = draining(NEWS);
        accept(SPORT);

        lanes.end(lane, new DrainResult.More());

        assertThat(next().name()).isEqualTo(SPORT);
        assertThat(lanes.next()).isSameAs(lane);
    }

    @Test
    void drainingGivesWayToAnotherAfterATurn() throws InterruptedException {
        Lane lane = draining(NEWS);
        Instant end = lanes.endOfTurn();
        ticks.advance(Duration.ofSeconds(1));
        assertThat(lanes.goesOn(lane, end)).as("nobody waits").isTrue();

        accept(SPORT);

        assertThat(lanes.goesOn(lane, end)).isFalse();
    }

    @Test
    void drainingGivesWayToAnotherOfWhichFewerWereHandled() throws InterruptedException {
        Lane lane = draining(NEWS);
        handle(lane, 100);
        accept(SPORT);

        int more = 0;
        while (lanes.goesOn(lane, lanes.endOfTurn())) {
            lanes.taken(lane, true);
            more++;
        }

        assertThat(more).as("what it had while nobody waited does not count").isBetween(1, 10);
    }

    @Test
    void readyComesFirstOfWhichFewestWereHandled() throws InterruptedException {
        List.of(NEWS, SPORT, WEATHER).forEach(this::accept);
        Lane news = next();
        Lane sport = next();
        handle(news, 3);
        handle(sport, 1);
        lanes.end(news, new DrainResult.More());
        lanes.end(sport, new DrainResult.More());

        assertThat(List.of(next().name(), next().name(), next().name())).containsExactly(WEATHER, SPORT, NEWS);
    }

    @Test
    void readyDoesNotPassThoseThatHaveWaitedBecauseNothingWaitedInIt() throws InterruptedException {
        Lane news = draining(NEWS);
        handle(news, 100);
        lanes.end(news, new DrainResult.More());
        accept(SPORT);

        assertThat(List.of(next().name(), next().name())).containsExactly(NEWS, SPORT);
    }

    @Test
    void readyIsNotPassedForEverByThoseThatComeAnew() throws InterruptedException {
        accept(NEWS);
        accept(SPORT);
        Lane news = next();
        handle(news, 5);
        lanes.end(news, new DrainResult.More());

        int passed = 0;
        for (Lane other = next(); other != news; other = next()) {
            passed++;
            accept(new LaneName("default", new ChannelName("new." + passed)));
            lanes.taken(other, true);
            lanes.end(other, new DrainResult.Empty());
            assertThat(passed).isLessThan(100);
        }

        assertThat(passed).as("it was ahead").isGreaterThan(5);
    }

    private void handle(Lane lane, int messages) {
        IntStream.range(0, messages).forEach(message -> {
            assertThat(lanes.goesOn(lane, lanes.endOfTurn())).isTrue();
            lanes.taken(lane, true);
        });
    }

    @Test
    void drainingGivesWayAtOnceToAMoreUrgentOne() throws InterruptedException {
        Lane lane = draining(NEWS);
        accept(SPORT);
        assertThat(lanes.goesOn(lane, lanes.endOfTurn())).isTrue();

        accept(SPORT, NORMAL + 1, Optional.empty());

        assertThat(lanes.goesOn(lane, lanes.endOfTurn())).isFalse();
    }

    @Test
    void drainingDoesNotForgetWhatWasFoundWhenItGivesWay() throws InterruptedException {
        lanes.find(NEWS);
        Lane lane = next();
        lanes.taken(lane, true);
        accept(SPORT, NORMAL + 1, Optional.empty());
        assertThat(lanes.goesOn(lane, lanes.endOfTurn())).isFalse();
        lanes.end(lane, new DrainResult.More());
        lanes.next();

        assertThat(lanes.next()).isSameAs(lane);
        assertThat(lanes.nextOf(lane)).isEqualTo(NextMessage.POSSIBLE);
    }

    static Stream<DrainResult> failures() {
        return Stream.of(MUST_WAIT, new DrainResult.Held("wrong key"), new DrainResult.NoBroker("gone"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void drainingBacksOffWhenItsFirstMessageMustWait(DrainResult failure) throws InterruptedException {
        Lane lane = draining(NEWS);

        lanes.end(lane, failure);

        assertThat(lane.state()).isEqualTo(new BackingOff(ticks.instant().plus(BACK_OFF)));
    }

    @Test
    void backingOffLastsAsLongAsRootSocketAsks() throws InterruptedException {
        Lane lane = draining(NEWS);

        lanes.end(lane, new DrainResult.Failed("later", Optional.of(Duration.ofMinutes(2)), false));

        advance(Duration.ofSeconds(119));
        assertThat(lane.state()).isInstanceOf(BackingOff.class);
        advance(Duration.ofSeconds(1));
        assertThat(lane.state()).isInstanceOf(Ready.class);
    }

    @Test
    void backingOffBecomesReadyWhenItsTimeHasCome() throws InterruptedException {
        Lane lane = backingOff(NEWS);
        advance(BACK_OFF.minusMillis(1));
        assertThat(lane.state()).isInstanceOf(BackingOff.class);

        advance(Duration.ofMillis(1));

        assertThat(lane.state()).isInstanceOf(Ready.class);
        assertThat(lanes.next()).isSameAs(lane);
        assertThat(lanes.nextOf(lane)).as("its message is there still").isNotEqualTo(NextMessage.NONE);
    }

    @Test
    void backingOffIsNotCutShortByAMessageThatComes() throws InterruptedException {
        Lane lane = backingOff(NEWS);
        LaneState before = lane.state();

        accept(NEWS, OutboxMessage.HIGHEST_PRIORITY, Optional.empty());
        lanes.find(NEWS);

        assertThat(lane.state()).isEqualTo(before);
    }

    @Test
    void backingOffEndsWithTheOutage() throws InterruptedException {
        Lane lane = backingOff(NEWS);

        lanes.hurry();

        assertThat(lane.state()).isInstanceOf(Ready.class);
    }

    @Test
    void backingOffIsNotCutShortByTheTimeOfAnEarlierOne() throws InterruptedException {
        Lane lane = backingOff(NEWS);
        ticks.advance(BACK_OFF.dividedBy(2));
        lanes.hurry();
        lanes.end(next(), MUST_WAIT);

        advance(BACK_OFF.dividedBy(2));

        assertThat(lane.state()).isInstanceOf(BackingOff.class);
        advance(BACK_OFF.dividedBy(2));
        assertThat(lane.state()).isInstanceOf(Ready.class);
    }

    @Test
    void refusesToEndWhatNobodyBegan() throws InterruptedException {
        Lane lane = drained();

        assertThatIllegalStateException()
                .isThrownBy(() -> lanes.end(lane, new DrainResult.Empty()))
                .withMessageContaining("rootsocket.outbox.default.news");
    }

    @Test
    void asksForMoreOnceAnotherHubsMessageCameAndStillExpectsItsOwn() throws InterruptedException {
        Lane lane = draining(NEWS);
        accept(NEWS);
        lanes.taken(lane, false);
        lanes.goesOn(lane, lanes.endOfTurn());
        assertThat(lanes.nextOf(lane)).as("its own is there still").isEqualTo(NextMessage.EXPECTED);
        lanes.taken(lane, true);
        lanes.taken(lane, true);
        lanes.goesOn(lane, lanes.endOfTurn());

        assertThat(lanes.nextOf(lane)).as("the other may have sent more").isEqualTo(NextMessage.POSSIBLE);
    }

    @Test
    void callsAWorkerForEachLaneAndNoMoreThanThereMayBe() throws InterruptedException {
        accept(NEWS);
        accept(SPORT);
        assertThat(called).as("one at a time is on its way").isOne();
        next();
        assertThat(called).isEqualTo(2);
        accept(WEATHER);
        next();
        assertThat(called).isEqualTo(MAX_WORKERS);
    }

    @Test
    void callsAWorkerAgainAfterOneHasLeft() throws InterruptedException {
        drained();
        assertThat(lanes.next()).as("nothing to do").isNull();
        int before = called;

        accept(NEWS);

        assertThat(called).isEqualTo(before + 1);
    }

    @Test
    void callsNobodyOnceItIsClosed() {
        lanes.close();

        accept(NEWS);

        assertThat(called).isZero();
    }

    @Test
    void hasNoMoreTurnsOnceItIsClosed() throws InterruptedException {
        Lane lane = draining(NEWS);
        accept(SPORT);
        lanes.close();

        assertThat(lanes.goesOn(lane, lanes.endOfTurn())).isFalse();
        lanes.end(lane, MUST_WAIT);
        assertThat(lanes.next()).isNull();
        assertThat(planned).isEmpty();
    }

    /** It was closed, and its threads ended, between the call and the moment in which one would have come. */
    @Test
    void whoAcceptsAMessageHearsNothingOfAWorkerThatCannotComeAnyMore() {
        var ended = lanes(gate, false, () -> {
            throw new RejectedExecutionException();
        });

        ended.announce(NEWS);
        ended.expect(NEWS, NORMAL, Optional.empty());

        assertThat(ended.stateOf(NEWS).orElseThrow()).isInstanceOf(Ready.class);
    }
}
