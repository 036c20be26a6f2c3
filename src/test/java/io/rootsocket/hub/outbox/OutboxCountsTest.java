package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.protocol.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxCountsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final int MANY = 5_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final OutboxCounts counts = new OutboxCounts(meters, Upkeep.USUAL, nanos::get);

    private static ChannelName channel(int number) {
        return new ChannelName("c" + number);
    }

    @Test
    void addsUpWhatGoesToFurtherChannels() {
        IntStream.range(0, MANY).forEach(number -> counts.accepted(channel(number)));
        IntStream.range(0, MANY).forEach(number -> counts.delivered(channel(number)));

        for (String name : List.of("rootsocket.outbox.accepted", "rootsocket.outbox.delivered")) {
            assertThat(meters.find(name).counters()).hasSize(OutboxCounts.MAX + 1);
            assertThat(meters.find(name).counters().stream()
                            .mapToDouble(Counter::count)
                            .sum())
                    .isEqualTo(MANY);
        }
    }

    @Test
    void namesTheChannelsThatHaveWaitedLongest() {
        counts.waiting(
                IntStream.range(0, MANY)
                        .mapToObj(number ->
                                new WaitingChannel("own", channel(number), 2, Optional.of(NOW.minusSeconds(number))))
                        .toList(),
                NOW);

        assertThat(meters.find("rootsocket.outbox.depth").gauges()).hasSize(OutboxCounts.MAX + 1);
        assertThat(sum("rootsocket.outbox.depth")).isEqualTo(2.0 * MANY);
        assertThat(age("c" + (MANY - 1))).isEqualTo(MANY - 1);
        assertThat(age("(others)")).isEqualTo(MANY - 1 - OutboxCounts.MAX);
    }

    @Test
    void oneChannelOfTwoApplicationsIsOneSeries() {
        counts.waiting(
                List.of(
                        new WaitingChannel("own", channel(1), 2, Optional.of(NOW.minusSeconds(5))),
                        new WaitingChannel("other", channel(1), 3, Optional.of(NOW.minusSeconds(9)))),
                NOW);

        assertThat(sum("rootsocket.outbox.depth")).isEqualTo(5);
        assertThat(age("c1")).isEqualTo(9);
    }

    @Test
    void forgetsAllOfManyChannelsOnceTheyAreNotUsedAnyMore() {
        IntStream.range(0, 150).forEach(number -> counts.accepted(channel(number)));
        later(Duration.ofSeconds(6));
        IntStream.range(150, 300).forEach(number -> counts.accepted(channel(number)));
        counts.forgetUnused();

        for (int look = 0; look < 3; look++) {
            later(Duration.ofSeconds(5));
            counts.accepted(channel(7));
            counts.forgetUnused();
        }

        assertThat(meters.find("rootsocket.outbox.accepted").counters())
                .extracting(counter -> counter.getId().getTag("channel"))
                .containsExactlyInAnyOrder("c7", "(others)");
        assertThat(accepted()).isEqualTo(303);
    }

    @Test
    void keepsThoseOfFewChannelsForAnHour() {
        IntStream.range(0, MANY).forEach(number -> counts.accepted(channel(number)));
        for (int look = 0; look < 10; look++) {
            later(Duration.ofSeconds(5));
            counts.forgetUnused();
        }
        IntStream.range(0, 150).forEach(number -> counts.accepted(channel(number)));

        later(Duration.ofMinutes(59));
        counts.forgetUnused();
        assertThat(meters.find("rootsocket.outbox.accepted").counters()).hasSize(151);

        later(Duration.ofMinutes(2));
        counts.forgetUnused();
        assertThat(meters.find("rootsocket.outbox.accepted").counters()).hasSize(1);
        assertThat(accepted()).isEqualTo(MANY + 150);
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private double accepted() {
        return meters.find("rootsocket.outbox.accepted").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double sum(String name) {
        return meters.find(name).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    private double age(String channel) {
        return meters.get("rootsocket.outbox.oldest.age")
                .tag("channel", channel)
                .gauge()
                .value();
    }
}
