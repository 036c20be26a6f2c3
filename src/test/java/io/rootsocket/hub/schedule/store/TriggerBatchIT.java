package io.rootsocket.hub.schedule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.spi.OperableTrigger;

/** What is due in a moment is taken first, and fired when its time has come. */
final class TriggerBatchIT extends TriggerBatchContract {

    TriggerBatchIT() {
        super(Instant.parse("2090-01-01T12:00:00Z"));
    }

    @Test
    void givesBackWhatItHasTakenIfSomethingElseIsDueEarlier() throws SchedulerException {
        store(3);
        List<OperableTrigger> acquired = acquire(10);
        List.copyOf(acquired).forEach(store::releaseAcquiredTrigger);
        acquired.clear();

        assertThat(rows("QRTZ_FIRED_TRIGGERS")).isZero();
        assertThat(fired(store.triggersFired(acquire(10)))).hasSize(3);
    }

    @Test
    void leavesWhatWasPausedMeanwhile() throws SchedulerException {
        store(3);
        List<OperableTrigger> acquired = acquire(10);
        scheduler.pauseTrigger(new TriggerKey("r-01"));

        assertThat(fired(store.triggersFired(acquired))).containsExactlyInAnyOrder("r-00", "r-02");
        assertThat(outcome("r-01", noon)).isEmpty();
    }
}
