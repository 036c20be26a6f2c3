package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.store.OccurrenceTrigger;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.StoredSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.jdbc.core.JdbcTemplate;

/** What Quartz has stored for the routes: one job and one trigger each, named like the route. Safe to share. */
final class StoredTriggers {

    private static final String GROUP = "routes";

    /**
     * A stored trigger.
     *
     * @param key Quartz's name for it
     * @param text its schedule as text; empty if it is none of ours
     * @param state Quartz's word for its state
     * @param next when it fires next, in milliseconds since 1970
     */
    record Stored(TriggerKey key, Optional<String> text, String state, long next) {

        String route() {
            return key.getName();
        }

        boolean isOurs() {
            return GROUP.equals(key.getGroup()) && text.isPresent();
        }

        /** @throws IllegalStateException if it is none of ours */
        RouteSchedule schedule() {
            return StoredSchedule.read(text.orElseThrow(() -> new IllegalStateException(key + " is not a route's")));
        }

        Instant nextFire() {
            return Instant.ofEpochMilli(next);
        }

        /** Whether it passes over times of its timetable that come after {@code time}. */
        boolean isAheadOf(Instant time) {
            Duration delay = schedule().policy().delay();
            return next > 0
                    && schedule()
                            .timetable()
                            .after(time.minus(delay))
                            .filter(due -> due.plus(delay).isBefore(nextFire()))
                            .isPresent();
        }

        boolean isPaused() {
            return state.startsWith("PAUSED");
        }
    }

    private final Scheduler scheduler;
    private final JdbcTemplate database;
    private final Clock clock;

    StoredTriggers(Scheduler scheduler, DataSource database, Clock clock) {
        this.scheduler = scheduler;
        this.database = new JdbcTemplate(database);
        this.clock = clock;
    }

    /** All of them, read at once: ten thousand single questions would take their time. */
    List<Stored> all() {
        return database.query(
                """
                select t.TRIGGER_NAME, t.TRIGGER_GROUP, t.TRIGGER_STATE, t.NEXT_FIRE_TIME, p.STR_PROP_1
                from QRTZ_TRIGGERS t left join QRTZ_SIMPROP_TRIGGERS p on p.SCHED_NAME = t.SCHED_NAME
                and p.TRIGGER_NAME = t.TRIGGER_NAME and p.TRIGGER_GROUP = t.TRIGGER_GROUP
                where t.SCHED_NAME = ?""",
                (row, number) -> new Stored(
                        new TriggerKey(row.getString(1), row.getString(2)),
                        Optional.ofNullable(row.getString(5)),
                        row.getString(3),
                        row.getLong(4)),
                QuartzOnDatabase.NAME);
    }

    boolean isStored(String route) {
        Integer stored = database.queryForObject(
                "select count(*) from QRTZ_TRIGGERS where SCHED_NAME = ? and TRIGGER_NAME = ? and TRIGGER_GROUP = ?",
                Integer.class,
                QuartzOnDatabase.NAME,
                route,
                GROUP);
        return stored != null && stored > 0;
    }

    /**
     * Stores these, in place of what has the same name; a schedule that is over is not stored.
     *
     * @param schedules with the instant after which each has its first turn
     */
    void put(Map<RouteSchedule, Instant> schedules) throws SchedulerException {
        Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
        schedules.forEach((schedule, from) -> schedule.timetable()
                .after(from)
                .ifPresent(first -> jobs.put(job(schedule), Set.of(trigger(schedule, first)))));
        if (!jobs.isEmpty()) {
            scheduler.scheduleJobs(jobs, true);
        }
    }

    private static JobDetail job(RouteSchedule schedule) {
        return JobBuilder.newJob(FireJob.typeFor(schedule))
                .withIdentity(schedule.route(), GROUP)
                .build();
    }

    private Trigger trigger(RouteSchedule schedule, Instant first) {
        OccurrenceTrigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(schedule.route(), GROUP)
                .withPriority(schedule.policy().priority())
                .withSchedule(OccurrenceTrigger.builder(schedule, clock))
                .build();
        trigger.beginWith(first);
        return trigger;
    }

    void remove(TriggerKey key) throws SchedulerException {
        scheduler.unscheduleJob(key);
        scheduler.deleteJob(new JobKey(key.getName(), key.getGroup()));
    }

    void pause(String route) throws SchedulerException {
        scheduler.pauseTrigger(new TriggerKey(route, GROUP));
    }

    void resume(String route) throws SchedulerException {
        var key = new TriggerKey(route, GROUP);
        scheduler.resetTriggerFromErrorState(key);
        scheduler.resumeTrigger(key);
    }
}
