package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.protocol.ChannelName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads at few lanes that are forgotten all the while: nothing is lost, passed over or taken by two at once. */
class LanesUnderLoadTest {

    private static final int WORKERS = 8;
    private static final int LANES = 5;
    private static final int MESSAGES = 3_000;

    private final Clock ticks = new MonotonicClock();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(WORKERS + LANES + 2);
    private final Gate gate = new Gate("default", OutboxSettings.DEFAULTS, ticks, () -> {});
    private final ReadyLanes lanes = new ReadyLanes(
            gate,
            failures -> 1L,
            false,
            Clock.systemUTC(),
            ticks,
            (wait, task) -> threads.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS),
            new Workers(WORKERS, () -> threads.execute(this::work)));

    private final Map<LaneName, Queue<Integer>> queues = new ConcurrentHashMap<>();
    private final Map<LaneName, AtomicInteger> busy = new ConcurrentHashMap<>();
    private final Map<LaneName, List<Integer>> taken = new ConcurrentHashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        lanes.close();
        threads.shutdownNow();
    }

    @Test
    void takesEachMessageOnceAndInOrder() {
        List<LaneName> names = IntStream.range(0, LANES)
                .mapToObj(i -> new LaneName("default", new ChannelName("channel" + i)))
                .toList();
        names.forEach(name -> {
            queues.put(name, new ConcurrentLinkedQueue<>());
            busy.put(name, new AtomicInteger());
            taken.put(name, new CopyOnWriteArrayList<>());
        });
        threads.scheduleWithFixedDelay(lanes::forgetUnused, 0, 20, TimeUnit.MICROSECONDS);
        threads.scheduleWithFixedDelay(() -> lanes.forUnused(names, this::someWait), 0, 100, TimeUnit.MICROSECONDS);
        names.forEach(name -> threads.execute(() -> produce(name)));

        List<Integer> all = IntStream.range(0, MESSAGES).boxed().toList();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(taken.values())
                        .allSatisfy(list -> assertThat(list).hasSize(MESSAGES)));
        assertThat(taken.values()).allSatisfy(list -> assertThat(list).isEqualTo(all));
        assertThat(faults).isEmpty();
        await().untilAsserted(() -> assertThat(names)
                .allSatisfy(name -> assertThat(lanes.stateOf(name)).isEmpty()));
    }

    private void produce(LaneName name) {
        for (int i = 0; i < MESSAGES; i++) {
            lanes.announce(name);
            if (i % 7 == 0) {
                lanes.revoke(name);
                lanes.announce(name);
            }
            of(queues, name).add(i);
            lanes.expect(name, ThreadLocalRandom.current().nextInt(10), Optional.empty());
        }
    }

    private boolean someWait(Lane lane) {
        return alone(lane.name(), () -> !of(queues, lane.name()).isEmpty());
    }

    private void work() {
        try {
            for (Lane lane = lanes.next(); lane != null; lane = lanes.next()) {
                Lane current = lane;
                lanes.end(current, alone(current.name(), () -> drain(current)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DrainResult drain(Lane lane) {
        Queue<Integer> queue = of(queues, lane.name());
        do {
            Integer message = lanes.nextOf(lane) == NextMessage.NONE ? null : queue.peek();
            if (message == null) {
                gate.notSent();
                return new DrainResult.Empty();
            }
            if (ThreadLocalRandom.current().nextInt(50) == 0) {
                gate.notSent();
                return new DrainResult.NoBroker("by chance");
            }
            queue.remove();
            of(taken, lane.name()).add(message);
            gate.succeeded();
            lanes.taken(lane, true);
        } while (lanes.goesOn(lane, ticks.instant()));
        return new DrainResult.More();
    }

    private <T> T alone(LaneName name, Supplier<T> work) {
        if (of(busy, name).incrementAndGet() != 1) {
            faults.add("two were at " + name);
        }
        try {
            return work.get();
        } finally {
            of(busy, name).decrementAndGet();
        }
    }

    private static <T> T of(Map<LaneName, T> each, LaneName name) {
        return Objects.requireNonNull(each.get(name));
    }
}
