package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesLockTest {

    private final LanesLock lock = new LanesLock();
    private final List<String> done = new ArrayList<>();

    @Test
    void makesAChangeAtOnceWhileNobodyIsWithin() {
        lock.tell(() -> done.add("told"));

        assertThat(done).containsExactly("told");
    }

    @Test
    void whoTellsDoesNotWaitForTheOneWithinWhoMakesTheChangeOnLeaving() throws Exception {
        lock.enter();
        elsewhere(() -> lock.tell(() -> done.add("told")));
        assertThat(done).isEmpty();

        lock.leave();

        assertThat(done).containsExactly("told");
    }

    @Test
    void whoEntersFindsAllThatWasToldBefore() {
        lock.tellOnTheWayIn(() -> done.add("first"));
        lock.tellOnTheWayIn(() -> done.add("second"));
        assertThat(done).isEmpty();

        lock.enter();

        assertThat(done).containsExactly("first", "second");
        lock.leave();
    }

    @Test
    void doesWhatIsPutOffOnceItIsOut() throws Exception {
        var entered = new AtomicBoolean();
        lock.enter();
        lock.afterwards(() -> {
            done.add("afterwards");
            // Nobody holds it.
            assertThat(supply(() -> {
                        lock.enter();
                        lock.leave();
                        return true;
                    }))
                    .isTrue();
            entered.set(true);
        });
        assertThat(done).isEmpty();

        lock.leave();

        assertThat(done).containsExactly("afterwards");
        assertThat(entered).isTrue();
    }

    @Test
    void aChangeThatFailsDoesNoHarmToTheOneWithin() {
        lock.tellOnTheWayIn(() -> {
            throw new IllegalStateException("a fault");
        });
        lock.tellOnTheWayIn(() -> done.add("next"));

        lock.enter();
        lock.leave();

        assertThat(done).containsExactly("next");
    }

    @Test
    void losesNothingOfWhatManyTellAtOnce() throws Exception {
        int[] count = {0};
        var tellers = IntStream.range(0, 4)
                .mapToObj(teller -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 50_000; i++) {
                        lock.tell(() -> count[0]++);
                        if (i % 8 == teller) {
                            lock.enter();
                            count[0]++;
                            lock.leave();
                        }
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(tellers).get(60, TimeUnit.SECONDS);

        // Without another to enter after it: what was told last is made as well.
        assertThat(count[0]).isEqualTo(4 * (50_000 + 50_000 / 8));
    }

    @Test
    void doesEachThingThatIsPutOffOnce() throws Exception {
        var done = new AtomicInteger();
        var within = IntStream.range(0, 4)
                .mapToObj(one -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        lock.enter();
                        if (i % 4 == one) {
                            lock.afterwards(done::incrementAndGet);
                        }
                        lock.leave();
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(within).get(60, TimeUnit.SECONDS);

        assertThat(done).hasValue(100_000);
    }

    private static void elsewhere(Runnable task) throws Exception {
        supply(() -> {
            task.run();
            return true;
        });
    }

    private static boolean supply(Supplier<Boolean> task) {
        return CompletableFuture.supplyAsync(task)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
