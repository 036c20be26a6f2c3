package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.store.OccurrenceTrigger;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.spi.JobFactory;
import org.quartz.spi.TriggerFiredBundle;

/** Hands an occurrence over to its route when Quartz says that its time has come. */
class FireJob implements Job {

    private final FiredOccurrences fired;
    final OccurrenceTrigger trigger;

    FireJob(FiredOccurrences fired, OccurrenceTrigger trigger) {
        this.fired = fired;
        this.trigger = trigger;
    }

    static JobFactory factory(FiredOccurrences fired) {
        return (TriggerFiredBundle bundle, Scheduler scheduler) -> {
            var trigger = (OccurrenceTrigger) bundle.getTrigger();
            return bundle.getJobDetail().getJobClass() == OneAtATime.class
                    ? new OneAtATime(fired, trigger)
                    : new FireJob(fired, trigger);
        };
    }

    static Class<? extends Job> typeFor(RouteSchedule schedule) {
        return schedule.policy().overlap() == Overlap.QUEUE ? OneAtATime.class : FireJob.class;
    }

    @Override
    public void execute(JobExecutionContext context) {
        if (trigger.fires()) {
            fired.submit(fire());
        }
    }

    final Fire fire() {
        return new Fire(
                new Occurrence(trigger.schedule().route(), trigger.occurrence()),
                trigger.schedule().policy().overlap(),
                trigger.nextOccurrence());
    }

    /** Quartz keeps the next occurrence back, on all nodes, until this one has ended. */
    @DisallowConcurrentExecution
    static final class OneAtATime extends FireJob {

        private final FiredOccurrences fired;

        OneAtATime(FiredOccurrences fired, OccurrenceTrigger trigger) {
            super(fired, trigger);
            this.fired = fired;
        }

        @Override
        public void execute(JobExecutionContext context) {
            if (trigger.fires()) {
                fired.run(fire());
            }
        }
    }
}
