package io.rootsocket.hub.component.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Deadlines deadlines = new Deadlines(timer);
    private final List<String> ended = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void endsOnceWhatIsNotClosedInTimeAndNothingElse() {
        deadlines.in(Duration.ofHours(1), () -> ended.add("early"));
        deadlines.in(Duration.ofMillis(1), () -> ended.add("closed")).close();
        deadlines.in(Duration.ofMillis(1), () -> ended.add("late"));

        await().until(() -> !ended.isEmpty());
        long looks = timer.getCompletedTaskCount();
        await().until(() -> timer.getCompletedTaskCount() > looks);
        assertThat(ended).containsExactly("late");
    }

    @Test
    void sleepsWhileThereIsNoneAndLooksAgainWhenThereIs() {
        deadlines.in(Duration.ofHours(1), () -> ended.add("closed")).close();

        await().until(() ->
                timer.getCompletedTaskCount() > 0 && timer.getQueue().isEmpty());

        deadlines.in(Duration.ofMillis(1), () -> ended.add("late"));
        await().untilAsserted(() -> assertThat(ended).containsExactly("late"));
    }
}
