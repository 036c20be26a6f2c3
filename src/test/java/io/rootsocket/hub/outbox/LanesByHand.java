package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.outbox.LaneState.BackingOff;
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

/** Lanes whose clocks and timer stand still until a test moves them. */
abstract class LanesByHand {

    static final int MAX_WORKERS = 2;
    static final int NORMAL = OutboxMessage.NORMAL_PRIORITY;
    static final LaneName NEWS = new LaneName("default", new ChannelName("news"));
    static final LaneName SPORT = new LaneName("default", new ChannelName("sport"));
    static final LaneName WEATHER = new LaneName("default", new ChannelName("weather"));
    static final Duration BACK_OFF = Duration.ofSeconds(10);
    static final DrainResult MUST_WAIT = new DrainResult.Failed("away", Optional.empty(), false);

    final MutableClock ticks = MutableClock.at("1970-01-01T00:00:00Z");
    final MutableClock clock = MutableClock.at("2026-11-24T09:00:00Z");
    final List<Planned> planned = new ArrayList<>();
    final Gate gate = new Gate("default", OutboxSettings.DEFAULTS, ticks, () -> {});
    final ReadyLanes lanes = lanes(gate, false);
    int called;

    private record Planned(Instant at, Runnable task) {}

    ReadyLanes lanes(Gate through, boolean shared) {
        return lanes(through, shared, () -> called++);
    }

    ReadyLanes lanes(Gate through, boolean shared, Runnable startWorker) {
        return new ReadyLanes(
                through,
                failures -> BACK_OFF.toMillis(),
                shared,
                clock,
                ticks,
                (wait, task) -> planned.add(new Planned(ticks.instant().plus(wait), task)),
                new Workers(MAX_WORKERS, startWorker));
    }

    void advance(Duration time) {
        ticks.advance(time);
        List<Planned> due = planned.stream()
                .filter(each -> !each.at().isAfter(ticks.instant()))
                .toList();
        planned.removeAll(due);
        due.forEach(each -> each.task().run());
    }

    void accept(LaneName name) {
        accept(name, NORMAL, Optional.empty());
    }

    void accept(LaneName name, int priority, Optional<Instant> expiresAt) {
        lanes.announce(name);
        lanes.expect(name, priority, expiresAt);
    }

    Optional<Instant> expiresIn(int seconds) {
        return Optional.of(clock.instant().plusSeconds(seconds));
    }

    Lane draining(LaneName name) throws InterruptedException {
        accept(name);
        return next();
    }

    Lane drained() throws InterruptedException {
        Lane lane = draining(NEWS);
        lanes.taken(lane, true);
        lanes.end(lane, new DrainResult.Empty());
        return lane;
    }

    Lane backingOff(LaneName name) throws InterruptedException {
        Lane lane = draining(name);
        lanes.end(lane, MUST_WAIT);
        assertThat(lane.state()).isInstanceOf(BackingOff.class);
        return lane;
    }

    LaneState state(LaneName name) {
        return lanes.stateOf(name).orElseThrow();
    }

    List<LaneName> expired() {
        List<LaneName> names = new ArrayList<>();
        lanes.forExpired(lane -> {
            names.add(lane.name());
            lanes.expired(lane, true, false);
        });
        return names;
    }

    Lane next() throws InterruptedException {
        return Objects.requireNonNull(lanes.next());
    }
}
