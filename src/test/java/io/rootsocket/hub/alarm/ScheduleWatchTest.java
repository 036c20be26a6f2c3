package io.rootsocket.hub.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.Timetable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class ScheduleWatchTest {

    private static final Instant NINE = Instant.parse("2026-11-26T09:00:00Z");

    private final TreeMap<Instant, LedgerEntry> ledger = new TreeMap<>();
    private final List<String> askedForLatest = new ArrayList<>();
    private final Map<String, Alarm> raised = new HashMap<>();
    private final Set<String> paused = new HashSet<>();
    private @Nullable Duration deliverBy;
    private String cron = "0 0 9 * * ?";
    private ScheduleWatch watch;

    @BeforeEach
    void open() throws SQLException {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:schedules;MODE=PostgreSQL;INIT=DROP ALL OBJECTS\\;RUNSCRIPT FROM"
                + " 'classpath:db/migration/V9__alarms.sql'");
        watch = new ScheduleWatch(
                new Ledger(),
                new PunctualityRecords(new SingleConnectionDataSource(database.getConnection(), true)),
                (topic, route) -> Optional.ofNullable(raised.get(Trouble.key(topic.toString(), route))));
    }

    private void became(Instant due, Outcome outcome, @Nullable Instant completed) {
        ledger.put(
                due,
                new LedgerEntry(
                        new Occurrence("announce", due),
                        outcome,
                        "the stock does not answer",
                        "hub",
                        due,
                        completed,
                        1,
                        null));
    }

    private List<Trouble> at(String time) {
        return watch.look(Instant.parse("2026-11-26T" + time + "Z"));
    }

    private void raise(Trouble trouble) {
        raised.put(
                trouble.key(),
                new Alarm(
                        1,
                        trouble.topic().toString(),
                        trouble.subject(),
                        trouble.topic().severity(),
                        trouble.since(),
                        trouble.what(),
                        trouble.advice(),
                        trouble.command(),
                        trouble.reference().orElse(null),
                        trouble.count(),
                        trouble.since(),
                        trouble.since(),
                        trouble.since(),
                        1,
                        trouble.count(),
                        null,
                        0));
    }

    @Test
    void hearsThatTheOnlyTimeOfTheDayFailedAndIsQuietOnceItIsDelivered() {
        became(NINE, Outcome.FAILED, NINE.plusSeconds(1));
        assertThat(at("09:04:00")).isEmpty();

        Trouble failed = at("09:06:00").get(0);
        assertThat(failed.topic()).isEqualTo(Topic.SCHEDULE_FAILED);
        assertThat(failed.what()).contains("2026-11-26 09:00:00+00", "failed", "the stock does not answer.");
        assertThat(failed.reference()).contains("announce@2026-11-26T09:00:00Z");
        raise(failed);

        became(NINE, Outcome.DELIVERED, NINE.plusSeconds(600));
        assertThat(at("09:11:00")).isEmpty();
    }

    /** Else each time that is under way would clear it, and each failure raise it again. */
    @Test
    void staysRaisedWhileTheNextTimesAreUnderWayAndFailToo() {
        became(NINE, Outcome.FAILED, NINE.plusSeconds(1));
        raise(at("09:06:00").get(0));
        became(NINE.plusSeconds(600), Outcome.RUNNING, null);
        assertThat(at("09:10:01")).hasSize(1);
        became(NINE.plusSeconds(600), Outcome.FAILED, NINE.plusSeconds(601));
        assertThat(at("09:10:30")).hasSize(1);
    }

    /** What fails each minute fails in a row, which is another alarm. */
    @Test
    void saysNothingOfAFailureThatTheNextTimeMayMend() {
        for (int minute = 0; minute < 30; minute++) {
            became(NINE.plusSeconds(60L * minute), Outcome.FAILED, NINE.plusSeconds(60L * minute + 1));
            assertThat(watch.look(NINE.plusSeconds(60L * minute + 30))).isEmpty();
        }
    }

    @Test
    void hearsThatATimePassedUnusedUnlessALaterOneCatchesUp() {
        became(NINE, Outcome.MISSED, NINE.plusSeconds(3_600));
        assertThat(at("10:00:30")).isEmpty();
        assertThat(at("10:01:30")).singleElement().extracting(Trouble::topic).isEqualTo(Topic.SCHEDULE_MISSED);

        became(NINE.plusSeconds(600), Outcome.DELIVERED, NINE.plusSeconds(3_601));
        assertThat(at("10:02:30")).isEmpty();
    }

    @Test
    void expectsNothingOfAScheduleThatSomebodyHasPaused() {
        became(NINE, Outcome.MISSED, NINE.plusSeconds(60));
        paused.add("announce");

        assertThat(at("10:00:00")).isEmpty();
    }

    @Test
    void doesNotHoldATimetableAgainstTimesBeforeItWasSaved() {
        deliverBy = Duration.ofMinutes(5);
        at("08:00:00");
        // At 09:02 somebody moves it from ten to half past eight.
        cron = "0 0 10 * * ?";
        at("08:10:00");
        cron = "0 30 8 * * ?";

        assertThat(at("09:02:00")).isEmpty();
        assertThat(at("09:40:00")).isEmpty();
    }

    @Test
    void countsWhatWasUnderWayWhenItsTimesWereEdited() {
        deliverBy = Duration.ofMinutes(5);
        at("08:00:00");
        became(NINE, Outcome.RUNNING, null);
        cron = "0 0 18 * * ?";
        at("09:02:00");

        assertThat(at("09:06:00"))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.what())
                        .contains("09:00:00+00 was not delivered by 2026-11-26 09:05:00+00", "still at it"));
    }

    @Test
    void saysInWhichStateItIsLate() {
        deliverBy = Duration.ofMinutes(5);
        at("08:00:00");
        assertThat(at("09:05:20").get(0).what()).contains("it did not fire");
        became(NINE, Outcome.ACCEPTED, null);
        assertThat(at("09:05:25").get(0).what()).contains("it waits in the outbox");
        became(NINE, Outcome.FAILED, NINE.plusSeconds(400));
        assertThat(at("09:06:25").get(0).what()).contains("it failed: the stock does not answer.");
    }

    /** With ten thousand schedules the looks would keep the database busy, most of them for nothing. */
    @Test
    void asksTheLedgerOnceAMinuteForSchedulesThatAreWellAndAtEachLookForOthers() {
        became(NINE, Outcome.DELIVERED, NINE);
        at("09:30:00");
        assertThat(askedForLatest).containsExactly("announce");

        at("09:30:05");
        at("09:30:55");
        assertThat(askedForLatest).hasSize(1);
        at("09:31:00");
        assertThat(askedForLatest).hasSize(2);

        became(NINE.plusSeconds(1_900), Outcome.RUNNING, null);
        at("09:31:45");
        at("09:32:30");
        assertThat(askedForLatest).hasSize(4);
        became(NINE.plusSeconds(1_900), Outcome.FAILED, NINE.plusSeconds(2_000));
        assertThat(at("09:38:25")).hasSize(1);
        became(NINE.plusSeconds(1_900), Outcome.DELIVERED, NINE.plusSeconds(2_400));
        assertThat(at("09:40:05")).isEmpty();
        askedForLatest.clear();
        at("09:40:30");
        assertThat(askedForLatest).isEmpty();
    }

    private final class Ledger implements OccurrenceRecords {

        @Override
        public List<RouteSchedule> schedules() {
            return List.of(
                    new RouteSchedule("announce", Timetable.of(List.of(cron), ZoneOffset.UTC), FirePolicy.DEFAULT));
        }

        @Override
        public Optional<Duration> deliverBy(String route) {
            return Optional.ofNullable(deliverBy);
        }

        @Override
        public Set<String> paused() {
            return paused;
        }

        @Override
        public boolean wasPaused(String route, Instant at) {
            return paused.contains(route);
        }

        @Override
        public List<LedgerEntry> between(String route, Instant from, Instant to, int max) {
            return ledger.subMap(from, to).values().stream().limit(max).toList();
        }

        @Override
        public List<LedgerEntry> latest(Collection<String> routes) {
            askedForLatest.addAll(routes);
            return ledger.isEmpty() || routes.isEmpty()
                    ? List.of()
                    : List.of(ledger.lastEntry().getValue());
        }

        @Override
        public Set<String> routesDue(Instant from, Instant to) {
            return ledger.subMap(from, to).isEmpty() ? Set.of() : Set.of("announce");
        }
    }
}
