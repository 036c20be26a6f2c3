package io.rootsocket.hub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads for calls: a few for short ones, and one for each that takes its time. */
@Timeout(60)
class CallExecutorTest {

    private static final int FEW = 2;

    private final AtomicInteger made = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CallExecutor calls = new CallExecutor(
            call -> {
                made.incrementAndGet();
                var thread = new Thread(call);
                thread.setDaemon(true);
                thread.setUncaughtExceptionHandler((failed, why) -> {});
                return thread;
            },
            FEW);

    @AfterEach
    void end() {
        goOn.countDown();
        calls.shutdownNow();
    }

    private void hang(CountDownLatch begun) {
        calls.execute(() -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void noCallWaitsForTheEndOfAnother() throws InterruptedException {
        int many = 20 * FEW;
        var begun = new CountDownLatch(many);
        for (int i = 0; i < many; i++) {
            hang(begun);
        }
        begun.await();
        assertThat(made).hasValueGreaterThanOrEqualTo(many);
    }

    @Test
    void callsThatEndSoonAreDoneByAFew() throws InterruptedException {
        int many = 1_000;
        for (int i = 0; i < many; i++) {
            var done = new CountDownLatch(1);
            calls.execute(done::countDown);
            done.await();
        }
        assertThat(made).hasValueLessThan(many / 10);
    }

    @Test
    void whoHasWaitedIsFoundAThreadAlsoWhenAllAreIdleLater() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            var done = new CountDownLatch(3 * FEW);
            for (int i = 0; i < 3 * FEW; i++) {
                calls.execute(done::countDown);
            }
            done.await();
        }
    }

    @Test
    void goesOnAfterACallThatFails() throws InterruptedException {
        var done = new CountDownLatch(1);
        for (int i = 0; i < 4 * FEW; i++) {
            calls.execute(() -> {
                throw new IllegalStateException("as it happens");
            });
        }
        calls.execute(done::countDown);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCallDoesNotHearOfTheInterruptionOfAnother() throws InterruptedException {
        var interrupted = new AtomicInteger();
        var done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            calls.execute(() -> {
                interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                Thread.currentThread().interrupt();
                done.countDown();
            });
        }
        done.await();
        assertThat(interrupted).hasValue(0);
    }

    @Test
    void endsItsThreadsWhenItIsShutDown() throws InterruptedException {
        var begun = new CountDownLatch(3 * FEW);
        for (int i = 0; i < 3 * FEW; i++) {
            hang(begun);
        }
        begun.await();
        calls.shutdownNow();
        assertThat(calls.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        await().until(calls::isTerminated);
        assertThatThrownBy(() -> calls.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }
}
