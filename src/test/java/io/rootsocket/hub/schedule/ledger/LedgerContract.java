package io.rootsocket.hub.schedule.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.schedule.ledger.LedgerReport.Tally;
import io.rootsocket.hub.schedule.timetable.CatchUp;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.Timetable;
import io.rootsocket.hub.testing.MutableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the ledger promises on each database that may hold it. */
abstract class LedgerContract {

    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant EIGHT = Instant.parse("2026-11-24T08:00:00Z");
    private static final Occurrence ANNOUNCE = new Occurrence("announce", NINE);

    final MutableClock clock = MutableClock.at(NINE.toString());
    private JdbcTemplate rows;
    private Ledger ledger;
    private Ledger other;
    private LedgerEndings endings;
    LedgerWriter writer;

    /** An open one, the same for all tests of the class. */
    abstract Database database();

    @BeforeEach
    final void openTheLedger() {
        rows = new JdbcTemplate(database().dataSource());
        rows.execute("delete from hub_occurrence");
        rows.execute("delete from QRTZ_SCHEDULER_STATE");
        ledger = ledger("one");
        other = ledger("two");
        endings = new LedgerEndings(database().dataSource(), "one");
        writer = new LedgerWriter(endings, Executors.newSingleThreadExecutor());
    }

    @AfterEach
    final void closeTheWriter() {
        writer.close();
    }

    private Ledger ledger(String node) {
        return new Ledger(database().dataSource(), node, clock);
    }

    private static RouteSchedule hourly() {
        return new RouteSchedule("announce", Timetable.of(List.of("0 0 * * * ?"), ZoneOffset.UTC), FirePolicy.DEFAULT);
    }

    private Optional<Instant> record(Instant occurrence, CatchUp decision) throws SQLException {
        try (var connection = database().dataSource().getConnection()) {
            return ledger.record(connection, hourly(), occurrence, decision);
        }
    }

    private LedgerEntry entry(Occurrence occurrence) {
        return ledger.find(occurrence).orElseThrow();
    }

    private void ended(Outcome outcome, int accepted, @Nullable String why) {
        endings.write(List.of(new Completion(ANNOUNCE, outcome, accepted, why, NINE)), List.of());
    }

    private void settled(@Nullable Outcome trouble, @Nullable String why) {
        endings.write(List.of(), List.of(new Settlement(ANNOUNCE, trouble, why, TEN)));
    }

    private Outcome outcome() {
        return entry(ANNOUNCE).outcome();
    }

    @Test
    void beginsAnOccurrenceOnceWhoeverAsks() {
        assertThat(ledger.begin(ANNOUNCE, "now", "ana")).isTrue();
        assertThat(ledger.begin(ANNOUNCE, "again", "ana")).isFalse();
        assertThat(other.begin(ANNOUNCE, "there", "ben")).isFalse();
        assertThat(other.close(ANNOUNCE, Outcome.SKIPPED, "skipped", "ben")).isFalse();

        assertThat(entry(ANNOUNCE))
                .isEqualTo(new LedgerEntry(ANNOUNCE, Outcome.RUNNING, "now", "one", NINE, null, 1, "ana"));
        assertThat(ledger.isOurs(ANNOUNCE)).isTrue();
        assertThat(other.isOurs(ANNOUNCE)).isFalse();
    }

    @Test
    void doesNotBeginWhatSomebodyHasClosed() {
        assertThat(ledger.close(ANNOUNCE, Outcome.SKIPPED, "skipped", "ana")).isTrue();
        assertThat(other.begin(ANNOUNCE, "", "")).isFalse();

        assertThat(entry(ANNOUNCE))
                .isEqualTo(new LedgerEntry(ANNOUNCE, Outcome.SKIPPED, "skipped", "", null, NINE, 0, "ana"));
    }

    @Test
    void recordsWhatATriggerDecidedAndFiresItOnce() throws SQLException {
        var decision = new CatchUp(true, List.of(EIGHT), Optional.of(TEN));

        assertThat(record(NINE, decision)).contains(NINE);
        assertThat(record(NINE, decision)).isEmpty();
        assertThat(record(TEN, new CatchUp(false, List.of(), Optional.empty()))).isEmpty();

        assertThat(ledger.between(EIGHT, TEN.plusSeconds(1), Optional.empty(), 9))
                .extracting(entry -> entry.occurrence().scheduledAt() + " " + entry.outcome())
                .containsExactly(EIGHT + " missed", NINE + " running");
    }

    @Test
    void firesAgainUnderAKeyOfItsOwnWhatAClockThatWasAheadFiredLongBefore() throws SQLException {
        clock.set(EIGHT);
        ledger.begin(ANNOUNCE, "", "");
        clock.set(NINE);
        var decision = new CatchUp(true, List.of(), Optional.of(TEN));

        assertThat(record(NINE, decision)).contains(NINE.plusMillis(1));
        assertThat(record(NINE, decision)).isEmpty();
    }

    @Test
    void isDeliveredWhenAllItsMessagesAre() {
        ledger.begin(ANNOUNCE, "", "");
        ended(Outcome.DELIVERED, 2, null);
        assertThat(outcome()).isEqualTo(Outcome.ACCEPTED);

        settled(null, null);
        assertThat(outcome()).isEqualTo(Outcome.ACCEPTED);
        settled(null, null);
        assertThat(outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(entry(ANNOUNCE).completedAt()).isEqualTo(TEN);
    }

    @Test
    void isDeliveredAtOnceIfItsMessagesWereBeforeItsRouteEndedOrThereWereNone() {
        ledger.begin(ANNOUNCE, "", "");
        settled(null, null);
        assertThat(outcome()).isEqualTo(Outcome.RUNNING);
        ended(Outcome.DELIVERED, 1, null);
        assertThat(outcome()).isEqualTo(Outcome.DELIVERED);

        var silent = new Occurrence("silent", NINE);
        ledger.begin(silent, "", "");
        endings.write(List.of(new Completion(silent, Outcome.DELIVERED, 0, null, NINE)), List.of());
        assertThat(entry(silent).outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void staysFailedWhateverBecomesOfTheMessagesOfARouteThatGaveUp() {
        ledger.begin(ANNOUNCE, "", "");
        ended(Outcome.FAILED, 1, "no answer");

        settled(null, null);

        assertThat(outcome()).isEqualTo(Outcome.FAILED);
        assertThat(entry(ANNOUNCE).detail()).isEqualTo("no answer");
    }

    @Test
    void failsWithItsMessageAndIsDeliveredAfterAReplay() {
        ledger.begin(ANNOUNCE, "", "");
        ended(Outcome.DELIVERED, 1, null);
        settled(Outcome.EXPIRED, "too late");
        assertThat(outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(entry(ANNOUNCE).detail()).isEqualTo("too late");

        settled(null, null);

        assertThat(outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(entry(ANNOUNCE).detail()).isEqualTo("Delivered after a replay.");
    }

    @Test
    void isDroppedUnlessSomethingOfItWasDelivered() {
        ledger.begin(ANNOUNCE, "", "");
        ended(Outcome.DROPPED, 0, null);
        assertThat(outcome()).isEqualTo(Outcome.DROPPED);

        var repeated = new Occurrence("repeated", NINE);
        ledger.begin(repeated, "", "");
        endings.write(List.of(), List.of(new Settlement(repeated, null, null, NINE)));
        endings.write(List.of(new Completion(repeated, Outcome.DROPPED, 0, null, NINE)), List.of());
        assertThat(entry(repeated).outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void leavesAloneWhatAnotherNodeHasTakenOver() {
        ledger.begin(ANNOUNCE, "", "");
        LedgerEntry abandoned = entry(ANNOUNCE);
        clock.set(TEN);

        assertThat(other.takeOver(abandoned)).isTrue();
        assertThat(ledger.takeOver(abandoned)).as("the other was faster").isFalse();

        ended(Outcome.FAILED, 0, "a former life");
        assertThat(entry(ANNOUNCE)).isEqualTo(new LedgerEntry(ANNOUNCE, Outcome.RUNNING, "", "two", TEN, null, 2, ""));
    }

    @Test
    void knowsWhatNodesThatLiveNoMoreHaveLeft() {
        ledger.begin(ANNOUNCE, "", "");
        var handedBack = new Occurrence("handed-back", EIGHT);
        ledger.begin(handedBack, "", "");
        ledger.handBack(handedBack);
        rows.update("""
            insert into QRTZ_SCHEDULER_STATE (SCHED_NAME, INSTANCE_NAME, LAST_CHECKIN_TIME, CHECKIN_INTERVAL)
            values ('hub', 'one', 0, 1000)\
            """);

        assertThat(other.abandoned(EIGHT))
                .extracting(LedgerEntry::occurrence)
                .as("of a node that lives only what it has handed back")
                .containsExactly(handedBack);
        assertThat(ledger.abandoned(NINE.plusSeconds(1)))
                .extracting(LedgerEntry::occurrence)
                .as("and what it has begun itself before that time")
                .containsExactly(handedBack, ANNOUNCE);

        rows.execute("delete from QRTZ_SCHEDULER_STATE");
        assertThat(other.abandoned(EIGHT)).hasSize(2);
        assertThat(ledger.handBackAll()).isEqualTo(1);
        assertThat(entry(ANNOUNCE).node()).isEmpty();
    }

    @Test
    void knowsWhetherAnEarlierOneOfTheRouteIsUnderWay() {
        ledger.begin(new Occurrence("announce", EIGHT), "", "");
        ledger.begin(new Occurrence("other", EIGHT), "", "");

        assertThat(other.hasOtherRunning(ANNOUNCE)).isTrue();
        assertThat(other.hasOtherRunning(new Occurrence("announce", EIGHT))).isFalse();
    }

    @Test
    void takesBackASkipAheadOfItsTimeOnly() {
        clock.set(EIGHT);
        ledger.close(ANNOUNCE, Outcome.SKIPPED, "skipped", "ana");
        var past = new Occurrence("announce", EIGHT);
        ledger.close(past, Outcome.SKIPPED, "skipped", "ana");

        assertThat(ledger.skippedAfter(EIGHT)).containsExactly(ANNOUNCE);
        assertThat(ledger.takeBackSkip(past)).isFalse();
        assertThat(ledger.takeBackSkip(ANNOUNCE)).isTrue();
        assertThat(ledger.skippedAfter(EIGHT)).isEmpty();
        assertThat(ledger.begin(ANNOUNCE, "", "")).as("it is due again").isTrue();
    }

    @Test
    void putsRightWhatAClockThatWasAheadHasWritten() {
        clock.set(TEN);
        var tenThirty = new Occurrence("announce", TEN.plus(Duration.ofMinutes(30)));
        ledger.begin(ANNOUNCE, "", "");
        ledger.close(tenThirty, Outcome.MISSED, "passed", null);
        ledger.close(new Occurrence("skip", tenThirty.scheduledAt()), Outcome.SKIPPED, "skipped", "ana");
        clock.set(EIGHT);

        assertThat(ledger.correct(Duration.ofMinutes(1))).isEqualTo(1);

        assertThat(entry(ANNOUNCE).firedAt()).isEqualTo(EIGHT);
        assertThat(ledger.find(tenThirty)).as("it is due yet").isEmpty();
        assertThat(ledger.skippedAfter(EIGHT)).extracting(Occurrence::route).containsExactly("skip");
    }

    @Test
    void showsTheLatestOfEachRouteAndAPieceOfThePast() {
        ledger.begin(new Occurrence("announce", EIGHT), "", "");
        ledger.begin(ANNOUNCE, "", "");
        ledger.begin(new Occurrence("other", EIGHT), "", "");
        ledger.close(new Occurrence("other", TEN), Outcome.SKIPPED, "skipped", "ana");

        assertThat(ledger.latest("announce").map(LedgerEntry::occurrence)).contains(ANNOUNCE);
        assertThat(ledger.latest("other").map(LedgerEntry::occurrence))
                .as("what is ahead is not the latest")
                .contains(new Occurrence("other", EIGHT));
        assertThat(ledger.latest("none")).isEmpty();
        assertThat(ledger.between(EIGHT, TEN, Optional.empty(), 2))
                .extracting(entry -> entry.occurrence().toString())
                .containsExactly("announce@" + EIGHT, "other@" + EIGHT);
        assertThat(ledger.between(EIGHT, TEN, Optional.of("announce"), 9)).hasSize(2);
    }

    @Test
    void countsByStepsOfTime() {
        ledger.close(new Occurrence("announce", EIGHT), Outcome.MISSED, "passed", null);
        ledger.close(new Occurrence("announce", EIGHT.plusSeconds(10)), Outcome.MISSED, "passed", null);
        ledger.begin(new Occurrence("announce", EIGHT.plusSeconds(899)), "", "");
        ledger.close(new Occurrence("announce", EIGHT.plusSeconds(900)), Outcome.MISSED, "passed", null);
        ledger.begin(new Occurrence("other", EIGHT), "", "");
        ledger.begin(new Occurrence("announce", NINE), "", "");
        var report = new LedgerReport(database().dataSource());
        Duration quarter = Duration.ofMinutes(15);

        assertThat(report.tallies(EIGHT, NINE, quarter, Optional.of("announce")))
                .extracting(Tally::outcome, Tally::count, Tally::first, Tally::last)
                .containsExactly(
                        tuple(Outcome.MISSED, 2L, EIGHT, EIGHT.plusSeconds(10)),
                        tuple(Outcome.RUNNING, 1L, EIGHT.plusSeconds(899), EIGHT.plusSeconds(899)),
                        tuple(Outcome.MISSED, 1L, EIGHT.plusSeconds(900), EIGHT.plusSeconds(900)));
        assertThat(report.tallies(EIGHT, NINE, quarter, Optional.empty())).hasSize(4);
        assertThat(report.last("announce", NINE, 2))
                .extracting(entry -> entry.occurrence().scheduledAt())
                .containsExactly(NINE, EIGHT.plusSeconds(900));
    }

    @Test
    void tellsHowLateNearlyAllWereThatFiredByThemselves() throws Exception {
        var report = new LedgerReport(database().dataSource());
        assertThat(report.lateness("announce", 100, 0.99)).isEmpty();
        for (int late = 1; late <= 100; late++) {
            Instant due = EIGHT.plusSeconds(late * 30L);
            clock.set(due.plusMillis(late));
            record(due, new CatchUp(true, List.of(), Optional.empty()));
        }
        clock.set(TEN);
        ledger.begin(ANNOUNCE, "run now", "ana");

        assertThat(report.lateness("announce", 200, 0.99)).contains(Duration.ofMillis(99));
        assertThat(report.lateness("announce", 200, 1)).contains(Duration.ofMillis(100));
        assertThat(report.lateness("announce", 10, 0.5)).contains(Duration.ofMillis(95));
    }

    @Test
    void beginsLateWhatWasMissedOrNeverKnownAndNothingElse() {
        ledger.close(ANNOUNCE, Outcome.MISSED, "passed", null);
        var skipped = new Occurrence("announce", EIGHT);
        ledger.close(skipped, Outcome.SKIPPED, "skipped", "ana");
        var unknown = new Occurrence("announce", EIGHT.minusSeconds(3_600));
        clock.set(TEN);

        assertThat(ledger.beginLate(ANNOUNCE, "backfill", "ben")).isTrue();
        assertThat(ledger.beginLate(unknown, "backfill", "ben")).isTrue();
        assertThat(ledger.beginLate(skipped, "backfill", "ben")).isFalse();
        assertThat(other.beginLate(ANNOUNCE, "backfill", "eve"))
                .as("it runs already")
                .isFalse();
        assertThat(other.beginLate(unknown, "backfill", "eve"))
                .as("it runs already")
                .isFalse();
        assertThat(entry(ANNOUNCE))
                .extracting(LedgerEntry::outcome, LedgerEntry::node, LedgerEntry::firedAt, LedgerEntry::askedBy)
                .containsExactly(Outcome.RUNNING, "one", TEN, "ben");
        assertThat(entry(ANNOUNCE).completedAt()).isNull();
    }

    @Test
    void forgetsWhatIsOldAndOver() {
        ledger.close(new Occurrence("announce", EIGHT), Outcome.MISSED, "passed", null);
        ledger.begin(new Occurrence("runs", EIGHT), "", "");
        ledger.close(ANNOUNCE, Outcome.MISSED, "passed", null);

        assertThat(ledger.forget(NINE)).isEqualTo(1);

        assertThat(ledger.between(EIGHT, TEN, Optional.empty(), 9)).hasSize(2);
    }

    @Test
    void keepsAReasonThatTheDatabaseCouldNotHold() {
        ledger.begin(ANNOUNCE, "", "");

        writer.write(
                new Completion(ANNOUNCE, Outcome.FAILED, 0, "No such user: a\0b" + "!".repeat(600), NINE), () -> {});

        await().untilAsserted(() -> assertThat(entry(ANNOUNCE).detail())
                .startsWith("No such user: a\uFFFDb!")
                .endsWith("…")
                .hasSize(500));
    }
}
