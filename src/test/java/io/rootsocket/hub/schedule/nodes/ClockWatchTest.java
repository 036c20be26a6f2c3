package io.rootsocket.hub.schedule.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.MutableClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private final MutableClock clock = MutableClock.at("2026-11-26T09:00:00Z");
    private final AtomicLong nanos = new AtomicLong(42);
    private final ClockWatch watch = new ClockWatch(clock, nanos::get);

    private void pass(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void seesNothingWhileTimePasses() {
        pass(Duration.ofHours(3));

        assertThat(watch.step()).isZero();
    }

    @Test
    void seesEachStepOnce() {
        pass(Duration.ofSeconds(1));
        clock.advance(Duration.ofHours(-2));
        assertThat(watch.step()).isEqualTo(Duration.ofHours(-2));
        assertThat(watch.step()).isZero();

        clock.advance(Duration.ofMinutes(5));
        assertThat(watch.step()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void takesAPauseBetweenItsTwoReadingsForNoStep() {
        var held = new ClockWatch(
                clock, () -> nanos.addAndGet(Duration.ofSeconds(30).toNanos()));

        assertThat(held.step()).isZero();
    }
}
