package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuartzThreadsTest {

    private final QuartzThreads threads = new QuartzThreads();
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void two() {
        threads.setThreadCount(2);
        threads.initialize();
    }

    @AfterEach
    void endAll() {
        end.countDown();
    }

    private void run() {
        threads.runInThread(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void saysHowManyAreFree() {
        assertThat(threads.blockForAvailableThreads()).isEqualTo(2);

        run();

        assertThat(threads.blockForAvailableThreads()).isEqualTo(1);
    }

    @Test
    void runsNoMoreThanItMay() {
        run();
        run();
        var third = CompletableFuture.supplyAsync(threads::blockForAvailableThreads);
        assertThat(third).isNotDone();

        end.countDown();

        assertThat(third.join()).isPositive();
    }

    @Test
    void endsAtOnceAlsoWhileSomethingRuns() {
        run();

        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> threads.shutdown(false));

        await().untilAsserted(() -> assertThat(ended).isCompleted());
        assertThat(end.getCount()).isOne();
    }

    @Test
    void waitsForWhatRunsIfItIsAskedTo() {
        run();
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> threads.shutdown(true));
        assertThat(ended).isNotDone();

        end.countDown();

        ended.join();
        assertThat(threads.blockForAvailableThreads()).isEqualTo(2);
    }

    /** Quartz would take a refusal for an error of the trigger, and fire it never again. */
    @Test
    void runsWhatIsFiredWhileItEnds() {
        threads.shutdown(false);
        var ran = new CompletableFuture<Boolean>();

        assertThat(threads.runInThread(() -> ran.complete(true))).isTrue();

        assertThat(ran.join()).isTrue();
    }

    @Test
    void goesOnAfterAJobThatFails() {
        for (int i = 0; i < 3; i++) {
            threads.runInThread(() -> {
                throw new IllegalStateException("a fault of the job");
            });
        }

        await().until(() -> threads.blockForAvailableThreads() == 2);
    }
}
