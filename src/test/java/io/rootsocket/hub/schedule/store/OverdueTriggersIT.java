package io.rootsocket.hub.schedule.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.schedule.ledger.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.spi.OperableTrigger;

/** What is overdue fires where it is found. */
final class OverdueTriggersIT extends TriggerBatchContract {

    OverdueTriggersIT() {
        super(Instant.parse("2020-01-01T12:00:00Z"));
    }

    @Test
    void hasFiredBeforeQuartzAsks() throws SchedulerException {
        store(3);

        List<OperableTrigger> found = acquire(10);

        assertThat(found).hasSize(3).allSatisfy(trigger -> {
            assertThat(trigger.getNextFireTime()).isEqualTo(noon);
            assertThat(outcome(trigger.getKey().getName(), noon)).contains(Outcome.RUNNING);
            assertThat(scheduler.getTrigger(trigger.getKey()).getNextFireTime())
                    .isEqualTo(noon.plus(Duration.ofDays(1)));
        });
        assertThat(rows("QRTZ_FIRED_TRIGGERS")).isZero();
        assertThat(rows("QRTZ_TRIGGERS where TRIGGER_STATE = 'WAITING'")).isEqualTo(3);
    }

    @Test
    void givesQuartzWhatHasFiredThoughItIsPausedMeanwhile() throws SchedulerException {
        store(3);
        List<OperableTrigger> found = acquire(10);
        scheduler.pauseTrigger(new TriggerKey("r-01"));

        assertThat(fired(store.triggersFired(found))).containsExactlyInAnyOrder("r-00", "r-01", "r-02");
        assertThat(rows("QRTZ_TRIGGERS where TRIGGER_STATE = 'PAUSED'")).isOne();
    }

    @Test
    void forgetsWhatQuartzDidNotAskFor() throws SchedulerException {
        store(3);
        List<OperableTrigger> found = acquire(10);
        acquire(10);

        assertThat(fired(store.triggersFired(found))).isEmpty();
    }
}
