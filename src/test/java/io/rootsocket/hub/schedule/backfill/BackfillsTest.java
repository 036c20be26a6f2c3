package io.rootsocket.hub.schedule.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.OperatorActions;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.Timetable;
import io.rootsocket.hub.testing.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A schedule at 02:30 in Berlin, looked back at from the noon of 28 October; the clocks went back on the 25th. */
class BackfillsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-10-28T11:00:00Z");
    private static final Duration FAST = Duration.ofMillis(100);

    private static Database database;

    private final MutableClock clock = MutableClock.at(NOW.toString());
    private final List<Instant> run = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private Ledger ledger;
    private Backfills backfills;
    private volatile boolean room = true;

    @BeforeAll
    static void open(@TempDir Path folder) {
        database = Database.open(ScheduleSettings.embedded(folder));
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void openTheLedger() {
        var rows = new JdbcTemplate(database.dataSource());
        rows.execute("delete from hub_occurrence");
        rows.execute("delete from hub_steering");
        ledger = new Ledger(database.dataSource(), "one", clock);
        var runs = new Backfills.Runs() {
            @Override
            public boolean beginsAny() {
                return room;
            }

            @Override
            public void run(Occurrence occurrence) {
                run.add(occurrence.scheduledAt());
            }
        };
        backfills = new Backfills(ledger, new OperatorActions(database.dataSource(), clock), runs, pace, clock);
    }

    @AfterEach
    void stop() {
        pace.shutdownNow();
    }

    private static RouteSchedule nightly(Overlap overlap) {
        FirePolicy usual = FirePolicy.DEFAULT;
        return new RouteSchedule(
                "nightly",
                Timetable.of(List.of("0 30 2 * * ?"), BERLIN),
                new FirePolicy(usual.onMissed(), usual.staleAfter(), overlap, usual.delay(), usual.priority()));
    }

    private static final RouteSchedule NIGHTLY = nightly(Overlap.ALLOW);

    private static Instant night(int day) {
        return Instant.parse("2026-10-%02dT00:30:00Z".formatted(day)).plusSeconds(day > 25 ? 3_600 : 0);
    }

    private static BackfillRange range(int first, int last) {
        return new BackfillRange(night(first), night(last).plusMillis(1), FAST);
    }

    private void awaitEnd() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> backfills.all().stream().noneMatch(BackfillProgress::runs));
    }

    @Test
    void runsWhatWasMissedAndWhatIsNotKnownTheOldestFirst() {
        ledger.close(new Occurrence("nightly", night(24)), Outcome.MISSED, "passed", null);
        ledger.close(new Occurrence("nightly", night(23)), Outcome.SKIPPED, "skipped", "ana");
        ledger.close(new Occurrence("nightly", night(26)), Outcome.FAILED, "no", null);

        BackfillPlan plan = backfills.plan(NIGHTLY, range(22, 27));
        backfills.start(NIGHTLY, range(22, 27), "ben (lost)");
        awaitEnd();

        assertThat(plan)
                .isEqualTo(new BackfillPlan("nightly", BERLIN, 6, 2, 4, night(22), night(27), FAST.multipliedBy(3)));
        assertThat(run).containsExactly(night(22), night(24), night(25), night(27));
        assertThat(ledger.find(new Occurrence("nightly", night(24)))
                        .orElseThrow()
                        .askedBy())
                .isEqualTo("ben (lost)");
        assertThat(backfills.plan(NIGHTLY, range(22, 27)).toRun()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backfills.start(NIGHTLY, range(22, 27), "ben"))
                .withMessageContaining("nothing to run");
        assertThat(new JdbcTemplate(database.dataSource())
                        .queryForList("select act || ' ' || asked_by from hub_steering", String.class))
                .containsExactly("backfill ben (lost)");
    }

    @Test
    void leavesToTheSchedulesWhatIsStillToCome() {
        var withTomorrow = new BackfillRange(night(27), NOW.plus(Duration.ofDays(3)), FAST);

        assertThat(backfills.plan(NIGHTLY, withTomorrow))
                .extracting(BackfillPlan::due, BackfillPlan::last)
                .containsExactly(2, night(28));
    }

    @Test
    void endsWhenItIsCancelledAndOnlyOneOfARouteGoesOn() {
        backfills.start(NIGHTLY, new BackfillRange(night(20), NOW, Duration.ofHours(1)), "ben");
        await().until(() -> run.size() == 1);

        assertThatIllegalStateException()
                .isThrownBy(() -> backfills.start(NIGHTLY, range(26, 27), "eve"))
                .withMessageContaining("goes on");
        assertThat(backfills.cancel("nightly", "eve"))
                .extracting(BackfillProgress::state, BackfillProgress::begun, BackfillProgress::total)
                .containsExactly(BackfillProgress.State.CANCELLED, 1, 9);
        assertThatThrownBy(() -> backfills.cancel("nightly", "eve")).isInstanceOf(NoSuchElementException.class);
        assertThat(backfills.start(NIGHTLY, range(26, 27), "eve").total()).isEqualTo(2);
    }

    @Test
    void beginsNothingWhileNothingMayBeSentAndNothingThatSomebodyElseHasBegun() {
        room = false;
        backfills.start(NIGHTLY, range(26, 27), "ben");
        new Ledger(database.dataSource(), "two", clock).begin(new Occurrence("nightly", night(26)), "", "");
        await().during(Duration.ofMillis(300)).until(run::isEmpty);

        room = true;
        awaitEnd();

        assertThat(run).containsExactly(night(27));
        assertThat(backfills.all().get(0))
                .extracting(BackfillProgress::begun, BackfillProgress::passed)
                .containsExactly(1, 1);
    }

    @Test
    void waitsForTheOneBeforeWhereARouteDoesNotRunBesideItself() {
        backfills.start(nightly(Overlap.QUEUE), range(26, 27), "ben");
        await().during(Duration.ofMillis(400)).until(() -> run.size() <= 1);

        new JdbcTemplate(database.dataSource()).update("update hub_occurrence set outcome = 'delivered'");
        awaitEnd();

        assertThat(run).containsExactly(night(26), night(27));
    }

    @Test
    void refusesWhatIsNoRangeOrTooMuch() {
        var everySecond = new RouteSchedule("fast", Timetable.of(List.of("* * * * * ?"), BERLIN), FirePolicy.DEFAULT);

        assertThatIllegalArgumentException().isThrownBy(() -> range(27, 26)).withMessageContaining("is not before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackfillRange(NOW.minus(Duration.ofDays(401)), NOW, FAST))
                .withMessageContaining("400 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackfillRange(night(26), night(27), Duration.ofMillis(99)))
                .withMessageContaining("100ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backfills.plan(everySecond, range(26, 27)))
                .withMessageContaining("more than 10,000 times");
    }
}
