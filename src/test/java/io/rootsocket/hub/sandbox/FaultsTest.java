package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.MutableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final MutableClock clock = MutableClock.at("2026-11-24T09:00:00Z");
    private final Faults faults = new Faults(clock);

    private Faults.Verdict next() {
        return faults.next(Optional::empty);
    }

    private Faults.Verdict next(String channel) {
        return faults.next(() -> Optional.of(new ChannelName(channel)));
    }

    @Test
    void meetsTheFirstThatAppliesAndLeavesTheTimesOfTheOthers() {
        Fault first = Fault.status(503).times(1);
        Fault second = Fault.resetAfter().times(1);
        faults.inject(first);
        faults.inject(second);

        assertThat(next().effect()).contains(first.effect());
        assertThat(faults.active()).containsExactly(second);
        assertThat(next().effect()).contains(second.effect());
        assertThat(next().effect()).isEmpty();
    }

    @Test
    void addsUpLatencies() {
        faults.inject(Fault.latency(Duration.ofMillis(100)).times(1));
        faults.inject(Fault.latency(Duration.ofMillis(50)));

        assertThat(next().delay()).isEqualTo(Duration.ofMillis(150));
        assertThat(next().delay()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void showsWhatIsLeftOfTimesAndTime() {
        faults.inject(Fault.status(500).times(3).lasting(Duration.ofSeconds(10)));
        next();
        clock.advance(Duration.ofSeconds(4));

        assertThat(faults.active()).containsExactly(Fault.status(500).times(2).lasting(Duration.ofSeconds(6)));
    }

    @Test
    void usesUpATimeOfARateLimitOnlyForARequestThatItRefuses() {
        faults.inject(Fault.rateLimit(1).times(1));

        assertThat(next().effect()).isEmpty();
        assertThat(next().effect()).isEqualTo(Optional.of(new Fault.RateLimit(1)));
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void meetsARequestOnlyOnTheChannelOfTheFault() {
        Fault onNews = Fault.status(503).onChannel("news").times(1);
        faults.inject(onNews);

        assertThat(next("sport").effect()).isEmpty();
        assertThat(next().effect()).isEmpty();
        assertThat(faults.active()).containsExactly(onNews);
        assertThat(next("news").effect()).contains(onNews.effect());
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
        assertThatThrownBy(() -> Fault.outage().onChannel("news")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.status(500).onChannel("no spaces")).isInstanceOf(IllegalArgumentException.class);
    }
}
