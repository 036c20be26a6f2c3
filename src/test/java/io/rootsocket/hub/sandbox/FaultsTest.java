package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.testing.MutableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final MutableClock clock = MutableClock.at("2026-11-24T09:00:00Z");
    private final Faults faults = new Faults(clock);

    @Test
    void meetsTheFirstThatAppliesAndLeavesTheTimesOfTheOthers() {
        Fault first = Fault.status(503).times(1);
        Fault second = Fault.resetAfter().times(1);
        faults.inject(first);
        faults.inject(second);

        assertThat(faults.next().effect()).contains(first.effect());
        assertThat(faults.active()).containsExactly(second);
        assertThat(faults.next().effect()).contains(second.effect());
        assertThat(faults.next().effect()).isEmpty();
    }

    @Test
    void addsUpLatencies() {
        faults.inject(Fault.latency(Duration.ofMillis(100)).times(1));
        faults.inject(Fault.latency(Duration.ofMillis(50)));

        assertThat(faults.next().delay()).isEqualTo(Duration.ofMillis(150));
        assertThat(faults.next().delay()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void showsWhatIsLeftOfTimesAndTime() {
        faults.inject(Fault.status(500).times(3).lasting(Duration.ofSeconds(10)));
        faults.next();
        clock.advance(Duration.ofSeconds(4));

        assertThat(faults.active()).containsExactly(Fault.status(500).times(2).lasting(Duration.ofSeconds(6)));
    }

    @Test
    void usesUpATimeOfARateLimitOnlyForARequestThatItRefuses() {
        faults.inject(Fault.rateLimit(1).times(1));

        assertThat(faults.next().effect()).isEmpty();
        assertThat(faults.next().effect()).isEqualTo(Optional.of(new Fault.RateLimit(1)));
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void allowsARetryAfterOnlyWithAStatus() {
        assertThatThrownBy(() -> Fault.outage().retryAfter(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesImpossibleFaults() {
        assertThatThrownBy(() -> Fault.status(200)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.resetBefore().times(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.outage().lasting(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.latency(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
