package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.outbox.LaneState.BackingOff;
import io.rootsocket.hub.outbox.LaneState.Draining;
import io.rootsocket.hub.outbox.LaneState.Idle;
import io.rootsocket.hub.outbox.LaneState.Ready;
import io.rootsocket.hub.outbox.LaneState.SetAside;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each arrow of the drawing at {@link LaneState}. */
class ReadyLanesTest {

    private static final int NORMAL = OutboxMessage.NORMAL_PRIORITY;
    private static final LaneName NEWS = new LaneName("default", new ChannelName("news"));
    private static final LaneName SPORT = new LaneName("default", new ChannelName("sport"));
    private static final Duration BACK_OFF = Duration.ofSeconds(10);
    private static final DrainResult MUST_WAIT = new DrainResult.Failed("away", Optional.empty(), false);

    private final MutableClock ticks = MutableClock.at("1970-01-01T00:00:00Z");
    private final MutableClock clock = MutableClock.at("2026-11-24T09:00:00Z");
    private final List<Planned> planned = new ArrayList<>();
    private final Gate gate = new Gate("default", OutboxSettings.DEFAULTS, ticks, () -> {});
    private final ReadyLanes lanes = lanes(gate, false);

    private record Planned(Instant at, Runnable task) {}

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
        lanes.taken(lane);
        assertThat(lanes.goesOn(lane, lanes.endOfTurn())).isTrue();
        assertThat(lanes.nextOf(lane)).isEqualTo(NextMessage.EXPECTED);
        lanes.taken(lane);

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
        lanes.taken(lane);
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
    void readyKeepsItsPlaceWhileSetAside() {
        accept(NEWS, NORMAL, expiresIn(10));
        LaneState before = state(NEWS);
        accept(SPORT);
        clock.advance(Duration.ofSeconds(10));

        lanes.forExpired(lane -> assertThat(lane.state()).isInstanceOf(SetAside.class));

        assertThat(state(NEWS)).isEqualTo(before);
    }

    @Test
    void backingOffKeepsItsTimeWhileSetAside() throws InterruptedException {
        Lane lane = backingOff(NEWS);
        LaneState before = lane.state();
        accept(NEWS, NORMAL, expiresIn(10));
        clock.advance(Duration.ofSeconds(10));

        lanes.forExpired(aside -> assertThat(aside).isSameAs(lane));

        assertThat(lane.state()).isEqualTo(before);
    }

    @Test
    void idleStaysIdleWhenNothingWaitsInIt() throws InterruptedException {
        Lane lane = drained();

        lanes.forUnused(List.of(NEWS), aside -> {
            assertThat(aside.state()).isInstanceOf(SetAside.class);
            return false;
        });

        assertThat(lane.state()).isEqualTo(new Idle());
    }

    @Test
    void idleBecomesReadyWhenSomethingWaitsInItAfterAll() throws InterruptedException {
        Lane lane = drained();

        lanes.forUnused(List.of(NEWS), aside -> true);

        assertThat(lanes.next()).isSameAs(lane);
        assertThat(lanes.nextOf(lane)).isEqualTo(NextMessage.POSSIBLE);
    }

    @Test
    void idleBecomesReadyWhenAMessageComesWhileItIsSetAside() throws InterruptedException {
        Lane lane = drained();

        lanes.forUnused(List.of(NEWS), aside -> {
            accept(NEWS);
            assertThat(aside.state()).isInstanceOf(SetAside.class);
            return false;
        });

        assertThat(lanes.next()).isSameAs(lane);
    }

    @Test
    void backingOffBecomesReadyWhenItsTimeComesWhileItIsSetAside() throws InterruptedException {
        Lane lane = backingOff(NEWS);
        accept(NEWS, NORMAL, expiresIn(10));
        clock.advance(Duration.ofSeconds(10));

        lanes.forExpired(aside -> {
            advance(BACK_OFF);
            assertThat(aside.state()).isInstanceOf(SetAside.class);
        });

        assertThat(lanes.next()).isSameAs(lane);
    }

    @Test
    void backingOffBecomesReadyWhenTheOutageEndsWhileItIsSetAside() throws InterruptedException {
        Lane lane = backingOff(NEWS);
        accept(NEWS, NORMAL, expiresIn(10));
        clock.advance(Duration.ofSeconds(10));

        lanes.forExpired(aside -> lanes.hurry());

        assertThat(lane.state()).isInstanceOf(Ready.class);
    }

    @Test
    void isGivenBackWhateverTheLookThrows() {
        accept(NEWS, NORMAL, expiresIn(10));
        accept(SPORT, NORMAL, expiresIn(10));
        clock.advance(Duration.ofSeconds(10));

        assertThatThrownBy(() -> lanes.forExpired(lane -> {
                    throw new OutOfMemoryError("in a test");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(state(NEWS)).isInstanceOf(Ready.class);
        assertThat(state(SPORT)).isInstanceOf(Ready.class);
    }

    @Test
    void isNotLookedAfterWhileAWorkerIsAtIt() throws InterruptedException {
        accept(NEWS, NORMAL, expiresIn(10));
        Lane lane = next();
        clock.advance(Duration.ofSeconds(10));

        lanes.forExpired(aside -> {
            throw new AssertionError("a worker is at it");
        });

        assertThat(lane.state()).isInstanceOf(Draining.class);
    }

    @Test
    void tellsEachExpiryAtItsTime() {
        accept(NEWS, NORMAL, expiresIn(10));
        accept(NEWS, NORMAL, expiresIn(20));

        clock.advance(Duration.ofSeconds(10));
        assertThat(expired()).containsExactly(NEWS);
        clock.advance(Duration.ofSeconds(9));
        assertThat(expired()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(expired()).containsExactly(NEWS);
    }

    @Test
    void idleIsForgotten() throws InterruptedException {
        drained();

        lanes.forgetUnused();

        assertThat(lanes.size()).isZero();
    }

    @Test
    void isNotForgottenWhileAMessageIsOnItsWay() throws InterruptedException {
        Lane lane = drained();
        lanes.announce(NEWS);
        lanes.forgetUnused();
        lanes.expect(NEWS, NORMAL, Optional.empty());

        assertThat(lanes.next()).isSameAs(lane);
    }

    @Test
    void isForgottenWhenWhatWasOnItsWayDidNotCome() {
        lanes.announce(NEWS);
        lanes.revoke(NEWS);

        lanes.forgetUnused();

        assertThat(lanes.size()).isZero();
    }

    @Test
    void isNotForgottenWhileSomebodyIsAtItOrItWaits() throws InterruptedException {
        drained();
        lanes.forUnused(List.of(NEWS), aside -> {
            lanes.forgetUnused();
            return false;
        });
        assertThat(lanes.size()).isOne();
        Lane lane = draining(NEWS);
        lanes.forgetUnused();
        lanes.end(lane, MUST_WAIT);
        lanes.forgetUnused();
        advance(BACK_OFF);
        lanes.forgetUnused();

        assertThat(lanes.next()).isSameAs(lane);
    }

    @Test
    void refusesToEndWhatNobodyBegan() throws InterruptedException {
        Lane lane = drained();

        assertThatIllegalStateException()
                .isThrownBy(() -> lanes.end(lane, new DrainResult.Empty()))
                .withMessageContaining("rootsocket.outbox.default.news");
    }

    @Test
    void asksTheBrokerEachTimeIfOthersMayTakeFromTheLanes() throws InterruptedException {
        ReadyLanes shared = lanes(gate, true);
        shared.announce(NEWS);
        shared.expect(NEWS, NORMAL, Optional.empty());

        assertThat(shared.nextOf(Objects.requireNonNull(shared.next()))).isEqualTo(NextMessage.POSSIBLE);
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

    private ReadyLanes lanes(Gate through, boolean shared) {
        return new ReadyLanes(
                through,
                failures -> BACK_OFF.toMillis(),
                shared,
                clock,
                ticks,
                (wait, task) -> planned.add(new Planned(ticks.instant().plus(wait), task)));
    }

    private void advance(Duration time) {
        ticks.advance(time);
        List<Planned> due = planned.stream()
                .filter(each -> !each.at().isAfter(ticks.instant()))
                .toList();
        planned.removeAll(due);
        due.forEach(each -> each.task().run());
    }

    private void accept(LaneName name) {
        accept(name, NORMAL, Optional.empty());
    }

    private void accept(LaneName name, int priority, Optional<Instant> expiresAt) {
        lanes.announce(name);
        lanes.expect(name, priority, expiresAt);
    }

    private Optional<Instant> expiresIn(int seconds) {
        return Optional.of(clock.instant().plusSeconds(seconds));
    }

    private Lane draining(LaneName name) throws InterruptedException {
        accept(name);
        return next();
    }

    private Lane drained() throws InterruptedException {
        Lane lane = draining(NEWS);
        lanes.taken(lane);
        lanes.end(lane, new DrainResult.Empty());
        return lane;
    }

    private Lane backingOff(LaneName name) throws InterruptedException {
        Lane lane = draining(name);
        lanes.end(lane, MUST_WAIT);
        assertThat(lane.state()).isInstanceOf(BackingOff.class);
        return lane;
    }

    private LaneState state(LaneName name) {
        return lanes.stateOf(name).orElseThrow();
    }

    private List<LaneName> expired() {
        List<LaneName> names = new ArrayList<>();
        lanes.forExpired(lane -> {
            names.add(lane.name());
            lanes.expired(lane, true, false);
        });
        return names;
    }

    private Lane next() throws InterruptedException {
        return Objects.requireNonNull(lanes.next());
    }
}
