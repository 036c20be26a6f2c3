package io.rootsocket.hub.schedule.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.schedule.nodes.NodeClock;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.OnMissed;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.Timetable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobPersistenceException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.SchedulerRepository;
import org.quartz.simpl.ZeroSizeThreadPool;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredResult;
import org.springframework.jdbc.core.JdbcTemplate;

/** Many triggers are due in the same second: in a moment, when Quartz has to wait for it, or overdue. */
abstract class TriggerBatchContract {

    private static final Timetable AT_NOON = Timetable.of(List.of("0 0 12 * * ?"), ZoneOffset.UTC);
    private static final String NAME = "batch";

    final Instant noon;
    private final Clock clock;
    private Database database;
    private Ledger ledger;
    LedgerJobStore store;
    Scheduler scheduler;

    /** @param noon a moment before the time that it is for the triggers; Quartz goes by its own */
    TriggerBatchContract(Instant noon) {
        this.noon = noon;
        this.clock = Clock.fixed(noon.plusMillis(1), ZoneOffset.UTC);
    }

    public static final class Nothing implements Job {
        @Override
        public void execute(JobExecutionContext context) {}
    }

    @DisallowConcurrentExecution
    public static final class OneAtATime implements Job {
        @Override
        public void execute(JobExecutionContext context) {}
    }

    @BeforeEach
    void open(@TempDir Path folder) throws SchedulerException {
        database = Database.open(ScheduleSettings.embedded(folder));
        ledger = new Ledger(database.dataSource(), "ours", clock);
        store = new LedgerJobStore(
                database,
                new OccurrenceTriggers(ledger, clock, new NodeClock()),
                Duration.ofSeconds(15),
                Runnable::run);
        var factory = DirectSchedulerFactory.getInstance();
        factory.createScheduler(NAME, "ours", new ZeroSizeThreadPool(), store);
        scheduler = factory.getScheduler(NAME);
        SchedulerRepository.getInstance().remove(NAME);
    }

    @AfterEach
    void close() throws SchedulerException {
        scheduler.shutdown();
        database.close();
    }

    private void store(String route, FirePolicy policy, Class<? extends Job> job, Instant first)
            throws SchedulerException {
        OccurrenceTrigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(route)
                .withPriority(policy.priority())
                .withSchedule(OccurrenceTrigger.builder(new RouteSchedule(route, AT_NOON, policy), clock))
                .build();
        trigger.beginWith(first);
        scheduler.scheduleJob(JobBuilder.newJob(job).withIdentity(route).build(), trigger);
    }

    void store(int routes) throws SchedulerException {
        for (String route : names(routes)) {
            store(route, noon);
        }
    }

    /** @param due the first time at which it is */
    void store(String route, Instant due) throws SchedulerException {
        store(route, FirePolicy.DEFAULT, Nothing.class, due);
    }

    static List<String> names(int routes) {
        return IntStream.range(0, routes).mapToObj("r-%02d"::formatted).toList();
    }

    List<OperableTrigger> acquire(int max) throws JobPersistenceException {
        return store.acquireNextTriggers(noon.toEpochMilli(), max, 0);
    }

    Optional<Outcome> outcome(String route, Instant time) {
        return ledger.find(new Occurrence(route, time)).map(LedgerEntry::outcome);
    }

    static List<String> fired(List<TriggerFiredResult> results) {
        return results.stream()
                .flatMap(result -> Optional.ofNullable(result.getTriggerFiredBundle()).stream())
                .map(bundle -> (OccurrenceTrigger) bundle.getTrigger())
                .filter(OccurrenceTrigger::fires)
                .map(trigger -> trigger.getKey().getName())
                .toList();
    }

    int rows(String table) {
        return Optional.ofNullable(new JdbcTemplate(database.dataSource())
                        .queryForObject("select count(*) from " + table, Integer.class))
                .orElse(0);
    }

    @Test
    void firesEachOnceAndHasItGoOn() throws SchedulerException {
        store(25);

        var fired = new ArrayList<String>();
        for (int round = 0; round < 3; round++) {
            fired.addAll(fired(store.triggersFired(acquire(10))));
        }

        assertThat(fired).containsExactlyInAnyOrderElementsOf(names(25));
        assertThat(acquire(10)).isEmpty();
        assertThat(names(25)).allSatisfy(route -> {
            assertThat(outcome(route, noon)).contains(Outcome.RUNNING);
            assertThat(scheduler.getTrigger(new TriggerKey(route)).getNextFireTime())
                    .isEqualTo(noon.plus(Duration.ofDays(1)));
            assertThat(scheduler.getTrigger(new TriggerKey(route)).getPreviousFireTime())
                    .isEqualTo(noon);
        });
        assertThat(rows("QRTZ_FIRED_TRIGGERS")).isZero();
    }

    @Test
    void takesTheMostUrgentFirst() throws SchedulerException {
        store(5);
        store(
                "urgent",
                new FirePolicy(OnMissed.FIRE_ONCE, Duration.ofMinutes(10), Overlap.ALLOW, Duration.ZERO, 9),
                Nothing.class,
                noon);

        assertThat(acquire(2))
                .extracting(trigger -> trigger.getKey().getName())
                .first()
                .isEqualTo("urgent");
    }

    @Test
    void doesNotFireWhatSomebodySkipped() throws SchedulerException {
        store(3);
        ledger.close(new Occurrence("r-01", noon), Outcome.SKIPPED, "Not today.", "ann");

        assertThat(fired(store.triggersFired(acquire(10)))).containsExactlyInAnyOrder("r-00", "r-02");
        assertThat(outcome("r-01", noon)).contains(Outcome.SKIPPED);
        assertThat(scheduler.getTrigger(new TriggerKey("r-01")).getNextFireTime())
                .isEqualTo(noon.plus(Duration.ofDays(1)));
    }

    @Test
    void recordsWhatIsMissedAmongWhatFires() throws SchedulerException {
        store(2);
        Instant yesterday = noon.minus(Duration.ofDays(1));
        store("late", FirePolicy.DEFAULT, Nothing.class, yesterday);

        var first = new ArrayList<String>(fired(store.triggersFired(acquire(10))));
        var second = fired(store.triggersFired(acquire(10)));

        first.addAll(second);
        assertThat(first).containsExactlyInAnyOrder("late", "r-00", "r-01");
        assertThat(outcome("late", yesterday)).contains(Outcome.MISSED);
        assertThat(outcome("late", noon)).contains(Outcome.RUNNING);
    }

    @Test
    void keepsBackTheNextRunOfWhatRunsOneAtATime() throws SchedulerException {
        store(2);
        store("queued", FirePolicy.DEFAULT, OneAtATime.class, noon);

        assertThat(fired(store.triggersFired(acquire(10)))).containsExactlyInAnyOrder("r-00", "r-01", "queued");
        assertThat(rows("QRTZ_TRIGGERS where TRIGGER_STATE = 'BLOCKED'")).isOne();
        assertThat(rows("QRTZ_FIRED_TRIGGERS where STATE = 'EXECUTING'")).isOne();
    }

    @Test
    void firesTheOthersIfTheDatabaseRefusesOne() throws SchedulerException {
        store(4);
        new JdbcTemplate(database.dataSource())
                .execute("alter table hub_occurrence add constraint refused check (route <> 'r-02')");

        List<TriggerFiredResult> results = store.triggersFired(acquire(10));

        assertThat(fired(results)).containsExactlyInAnyOrder("r-00", "r-01", "r-03");
        assertThat(results).filteredOn(result -> result.getException() != null).hasSize(1);
        assertThat(scheduler.getTrigger(new TriggerKey("r-02")).getNextFireTime())
                .isEqualTo(noon);
        assertThat(outcome("r-01", noon)).contains(Outcome.RUNNING);
    }
}
