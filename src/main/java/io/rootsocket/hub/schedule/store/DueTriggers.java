package io.rootsocket.hub.schedule.store;

import io.rootsocket.hub.schedule.timetable.StoredSchedule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.TriggerBuilder;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.spi.OperableTrigger;

/**
 * Finds the triggers that are due, a batch at a time. If there are more than that, half of the batch is for those that were due
 * first, half of the rest for those that became due later, and so on: nobody waits for the whole of a crowd that was due
 * before, and a crowd goes on however many become due. What is due at the same time is found in the order of its priority.
 * Safe for threads.
 */
final class DueTriggers {

    private static final String DUE = """
            select t.TRIGGER_NAME, t.TRIGGER_GROUP, t.JOB_NAME, t.JOB_GROUP, t.NEXT_FIRE_TIME, t.PREV_FIRE_TIME, t.PRIORITY,
              t.START_TIME, t.END_TIME, t.MISFIRE_INSTR, t.CALENDAR_NAME, p.STR_PROP_1, j.JOB_CLASS_NAME, j.IS_DURABLE,
              j.REQUESTS_RECOVERY
            from (select * from QRTZ_TRIGGERS
                where SCHED_NAME = ? and TRIGGER_STATE = 'WAITING' and NEXT_FIRE_TIME > ? and NEXT_FIRE_TIME <= ?
                order by SCHED_NAME, TRIGGER_STATE, NEXT_FIRE_TIME, PRIORITY desc limit ?) t
              left join QRTZ_SIMPROP_TRIGGERS p on p.SCHED_NAME = t.SCHED_NAME
                and p.TRIGGER_NAME = t.TRIGGER_NAME and p.TRIGGER_GROUP = t.TRIGGER_GROUP
              left join QRTZ_JOB_DETAILS j on j.SCHED_NAME = t.SCHED_NAME
                and j.JOB_NAME = t.JOB_NAME and j.JOB_GROUP = t.JOB_GROUP
            order by t.NEXT_FIRE_TIME, t.PRIORITY desc""";

    private static final String LATEST = """
            select max(NEXT_FIRE_TIME) from QRTZ_TRIGGERS
            where SCHED_NAME = ? and TRIGGER_STATE = 'WAITING' and NEXT_FIRE_TIME > ? and NEXT_FIRE_TIME <= ?""";

    private final Clock clock;
    /** How many batches there were: which of two crowds gets the trigger that cannot be halved. */
    private final AtomicInteger batches = new AtomicInteger();

    /** @param clock what the triggers go by */
    DueTriggers(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is due by now; if nothing is, what is due next until a time, at one time.
     *
     * @return in the order in which they are to be handed over, what became due last before the crowd, as it has waited for a
     *     batch already, and of the same time the most urgent first; empty if there is any among them that Quartz has to look at
     */
    Optional<List<OccurrenceTrigger>> find(
            Connection connection, String scheduler, ClassLoadHelper classes, long now, long until, int max)
            throws SQLException {
        var batch = new Batch(connection, scheduler, classes, now, Math.min(now, until), batches.getAndIncrement());
        try {
            return Optional.of(batch.withLater(batch.select(Long.MIN_VALUE, until, max), max, 0));
        } catch (ForQuartzException e) {
            return Optional.empty();
        }
    }

    /** A trigger of another kind, or one that cannot be read. */
    private static final class ForQuartzException extends Exception {

        private static final long serialVersionUID = 1L;

        ForQuartzException(@Nullable Throwable cause) {
            super(cause);
        }
    }

    private final class Batch {

        /** How much closer to what became due last each further crowd is looked for. */
        private static final int CLOSER = 8;

        private final Connection connection;
        private final String scheduler;
        private final ClassLoadHelper classes;
        private final long now;
        private final long overdue;
        private final int number;

        Batch(Connection connection, String scheduler, ClassLoadHelper classes, long now, long overdue, int number) {
            this.connection = connection;
            this.scheduler = scheduler;
            this.classes = classes;
            this.now = now;
            this.overdue = overdue;
            this.number = number;
        }

        /**
         * What became due after those found, and some of them.
         *
         * @param max how many there may be in all
         * @param depth how many crowds were due before this one
         */
        List<OccurrenceTrigger> withLater(List<OccurrenceTrigger> found, int max, int depth)
                throws SQLException, ForQuartzException {
            // Of the last place it is the number of the batch that says whose it is.
            int first = (max + ((number >> depth) & 1)) / 2;
            if (found.size() < max || first == max) {
                return found;
            }
            long last = time(found.get(Math.max(0, first - 1)));
            int left = max - first;
            long after = depth == 0 ? last : closer(last);
            List<OccurrenceTrigger> later = withLater(select(after, overdue, left), left, depth + 1);
            var batch = new ArrayList<>(later);
            batch.addAll(found.subList(0, max - later.size()));
            return batch;
        }

        /** Where crowd after crowd is due, or each at another time, what became due last would otherwise be out of reach. */
        private long closer(long last) throws SQLException {
            try (var select = connection.prepareStatement(LATEST)) {
                select.setString(1, scheduler);
                select.setLong(2, last);
                select.setLong(3, overdue);
                try (var row = select.executeQuery()) {
                    long latest = row.next() ? Math.max(row.getLong(1), last) : last;
                    return latest - (latest - last) / CLOSER;
                }
            }
        }

        /** What is due after a time, and by now; or else, until another, at the first time after it. */
        List<OccurrenceTrigger> select(long after, long until, int max) throws SQLException, ForQuartzException {
            var due = new ArrayList<OccurrenceTrigger>();
            try (var select = connection.prepareStatement(DUE)) {
                select.setString(1, scheduler);
                select.setLong(2, after);
                select.setLong(3, until);
                select.setInt(4, max);
                try (var row = select.executeQuery()) {
                    long end = 0;
                    while (row.next()) {
                        long next = row.getLong("NEXT_FIRE_TIME");
                        end = due.isEmpty() ? Math.max(next, now) : end;
                        if (next > end) {
                            break;
                        }
                        due.add(trigger(row));
                    }
                }
            }
            return due;
        }

        private OccurrenceTrigger trigger(ResultSet row) throws SQLException, ForQuartzException {
            String schedule = row.getString("STR_PROP_1");
            String job = row.getString("JOB_CLASS_NAME");
            boolean ours = schedule != null
                    && job != null
                    && row.getLong("NEXT_FIRE_TIME") > 0
                    && row.getString("CALENDAR_NAME") == null
                    && row.getInt("MISFIRE_INSTR") == OperableTrigger.MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY;
            if (!ours) {
                throw new ForQuartzException(null);
            }
            try {
                var key = new JobKey(row.getString("JOB_NAME"), row.getString("JOB_GROUP"));
                OccurrenceTrigger trigger = TriggerBuilder.newTrigger()
                        .withIdentity(row.getString("TRIGGER_NAME"), row.getString("TRIGGER_GROUP"))
                        .withPriority(row.getInt("PRIORITY"))
                        .startAt(new Date(row.getLong("START_TIME")))
                        .endAt(date(row.getLong("END_TIME")))
                        .withSchedule(OccurrenceTrigger.builder(StoredSchedule.read(schedule), clock))
                        .forJob(key)
                        .build();
                trigger.setMisfireInstruction(OperableTrigger.MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY);
                trigger.setNextFireTime(date(row.getLong("NEXT_FIRE_TIME")));
                trigger.setPreviousFireTime(date(row.getLong("PREV_FIRE_TIME")));
                trigger.runs(JobBuilder.newJob(classes.loadClass(job, Job.class))
                        .withIdentity(key)
                        .storeDurably(row.getBoolean("IS_DURABLE"))
                        .requestRecovery(row.getBoolean("REQUESTS_RECOVERY"))
                        .build());
                return trigger;
            } catch (ClassNotFoundException | RuntimeException e) {
                throw new ForQuartzException(e);
            }
        }
    }

    private static long time(OccurrenceTrigger trigger) {
        return Optional.ofNullable(trigger.getNextFireTime()).orElseThrow().getTime();
    }

    private static @Nullable Date date(long millis) {
        return millis > 0 ? new Date(millis) : null;
    }
}
