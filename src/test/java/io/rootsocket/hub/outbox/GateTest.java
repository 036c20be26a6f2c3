package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.MutableClock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GateTest {

    /** Longer than any wait between two. */
    private static final Duration A_RETRY = Duration.ofSeconds(1);

    private final MutableClock ticks = MutableClock.at("1970-01-01T00:00:00Z");
    private final AtomicInteger recoveries = new AtomicInteger();

    @Test
    void staysOpenWhileOnlyOneChannelFails() {
        Gate gate = gate(OptionalInt.empty());

        for (int i = 0; i < 10; i++) {
            assertThat(gate.tryEnter()).isZero();
            gate.failed("no connection", i > 0);
        }

        assertThat(gate.isShut()).isFalse();
        assertThat(gate.tryEnter()).isZero();
    }

    @Test
    void letsOneThroughAtATimeOnceTwoChannelsHaveFailed() {
        Gate gate = gate(OptionalInt.empty());
        failTwice(gate);
        assertThat(gate.tryEnter()).isPositive();

        ticks.advance(A_RETRY);
        assertThat(gate.tryEnter()).isZero();
        assertThat(gate.tryEnter()).isPositive();
        gate.succeeded();

        assertThat(gate.tryEnter()).isZero();
        assertThat(recoveries).hasValue(1);
    }

    @Test
    void forgetsAFailureAfterASuccess() {
        Gate gate = gate(OptionalInt.empty());

        assertThat(gate.tryEnter()).isZero();
        gate.failed("no connection", false);
        assertThat(gate.tryEnter()).isZero();
        gate.succeeded();
        assertThat(gate.tryEnter()).isZero();
        gate.failed("no connection", false);

        assertThat(gate.isShut()).isFalse();
    }

    @Test
    void letsNoMoreThroughThanTheRateAndSaysHowLongToWait() {
        Gate gate = gate(OptionalInt.of(2));

        var waits = LongStream.generate(gate::tryEnter).limit(10).boxed().toList();

        assertThat(waits).first().isEqualTo(0L);
        assertThat(waits)
                .allMatch(wait -> wait <= Duration.ofMillis(500).toNanos())
                .anyMatch(wait -> wait > 0);
    }

    @Test
    void countsNothingThatWasNotSent() {
        Gate gate = gate(OptionalInt.of(2));

        for (int i = 0; i < 10; i++) {
            assertThat(gate.tryEnter()).isZero();
            gate.notSent();
        }
    }

    @Test
    void sendsNothingForAsLongAsRootSocketAsks() {
        Gate gate = gate(OptionalInt.empty());

        // Several messages were on their way when it asked.
        gate.pause(Duration.ofMinutes(5));
        gate.failed("no connection", false);
        gate.pause(Duration.ofMinutes(5));

        assertThat(gate.tryEnter()).isPositive();
        assertThat(gate.isShut()).isTrue();
    }

    @Test
    void isShutByThreeRefusalsInARowAndOpensWithTheFirstThatIsTaken() {
        Gate gate = gate(OptionalInt.empty());

        refuse(gate, 2);
        assertThat(gate.held()).isEmpty();
        refuse(gate, 1);

        assertThat(gate.held()).contains("It answered 401.");
        assertThat(gate.tryEnter()).isPositive();
        ticks.advance(A_RETRY);
        assertThat(gate.tryEnter()).isZero();
        gate.succeeded();
        assertThat(gate.held()).isEmpty();
        assertThat(gate.tryEnter()).isZero();
        assertThat(recoveries).hasValue(1);
    }

    @Test
    void isNotShutByRefusalsBetweenWhichOthersAreTaken() {
        Gate gate = gate(OptionalInt.empty());

        for (int i = 0; i < 10; i++) {
            refuse(gate, 1);
            assertThat(gate.tryEnter()).isZero();
            gate.succeeded();
        }

        assertThat(gate.held()).isEmpty();
        assertThat(gate.tryEnter()).isZero();
    }

    private void refuse(Gate gate, int times) {
        for (int i = 0; i < times; i++) {
            ticks.advance(A_RETRY);
            assertThat(gate.tryEnter()).isZero();
            gate.refused("It answered 401.");
        }
    }

    private static void failTwice(Gate gate) {
        for (int channel = 0; channel < 2; channel++) {
            assertThat(gate.tryEnter()).isZero();
            gate.failed("no connection", false);
        }
    }

    private Gate gate(OptionalInt rate) {
        var settings = new OutboxSettings(
                1, Duration.ofMillis(50), Duration.ofMillis(200), OptionalInt.empty(), rate, 1, 1, 90, 1);
        return new Gate("default", settings, ticks, recoveries::incrementAndGet);
    }
}
