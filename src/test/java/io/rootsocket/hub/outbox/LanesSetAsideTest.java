package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.outbox.LaneState.Draining;
import io.rootsocket.hub.outbox.LaneState.Idle;
import io.rootsocket.hub.outbox.LaneState.Ready;
import io.rootsocket.hub.outbox.LaneState.SetAside;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lanes that are looked after while no worker is at them: for what is too late, and for what nobody uses any more. */
class LanesSetAsideTest extends LanesByHand {

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
}
