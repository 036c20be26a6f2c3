package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.SchedulerException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Routes that change between the lives of a hub, with its own database, and what it catches up. */
class ReconciliationIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final List<String> ran = new CopyOnWriteArrayList<>();

    /** One life of a hub with these routes. */
    private <T> T life(List<String> routes, Function<Schedules, T> test) throws Exception {
        return life(Clock.systemUTC(), routes, schedules -> {
            start(schedules);
            return test.apply(schedules);
        });
    }

    private static void start(Schedules schedules) {
        try {
            schedules.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A life that ended at that time, before anything fired: Quartz itself cannot be held in the past. */
    private void formerLife(Instant end, List<String> routes, Consumer<Schedules> test) throws Exception {
        life(Clock.fixed(end, ZoneOffset.UTC), routes, schedules -> {
            schedules.reconcile();
            test.accept(schedules);
            return "";
        });
    }

    private <T> T life(Clock clock, List<String> routes, Function<Schedules, T> test) throws Exception {
        try (var schedules = Schedules.open(ScheduleSettings.embedded(folder), clock);
                var camel = new DefaultCamelContext()) {
            schedules.attach(camel, folder.toString(), exchange -> Optional.empty());
            camel.addRoutes(routes(routes));
            camel.start();
            T result = test.apply(schedules);
            schedules.stop();
            camel.stop();
            return result;
        }
    }

    private RouteBuilder routes(List<String> routes) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String route : routes) {
                    String[] parts = route.split(" ", 2);
                    from(parts[1])
                            .routeId(parts[0])
                            .process(exchange ->
                                    ran.add(exchange.getIn().getHeader(ScheduleConsumer.OCCURRENCE, String.class)));
                }
            }
        };
    }

    private List<String> stored() {
        try (Database database = Database.open(ScheduleSettings.embedded(folder))) {
            return new JdbcTemplate(database.dataSource())
                    .queryForList(
                            "select TRIGGER_NAME || ' ' || TRIGGER_STATE from QRTZ_TRIGGERS order by 1", String.class);
        }
    }

    private static String daily(String id, int hour) {
        return "%s schedule:%s?cron=0 0 %d * * ?&zone=UTC".formatted(id, id, hour);
    }

    @Test
    void editsRenamesRemovalsAndPausesLeaveTheStoreEqualToTheRoutes() throws Exception {
        life(List.of(daily("kept", 9), daily("edited", 9), daily("renamed", 9), daily("removed", 9)), schedules -> {
            pause(schedules, "kept");
            return null;
        });
        assertThat(stored()).containsExactly("edited WAITING", "kept PAUSED", "removed WAITING", "renamed WAITING");

        List<ScheduleLine> lines = life(
                List.of(daily("kept", 9), daily("edited", 10), daily("new-name", 9)),
                schedules -> schedules.operations().lines());

        assertThat(stored()).containsExactly("edited WAITING", "kept PAUSED", "new-name WAITING");
        assertThat(lines)
                .filteredOn(ScheduleLine::paused)
                .extracting(ScheduleLine::route)
                .containsExactly("kept");
        assertThat(lines)
                .filteredOn(line -> line.route().equals("edited"))
                .extracting(ScheduleLine::words)
                .asString()
                .contains("0 0 10 * * ?");

        life(List.of(daily("kept", 9)), schedules -> {
            resume(schedules, "kept");
            return null;
        });
        assertThat(stored()).containsExactly("kept WAITING");
    }

    @Test
    void saysEachDifferenceOnceAndNoneWhenThereIsNone() throws Exception {
        List<String> routes = List.of(daily("a", 9), daily("b", 9));
        life(routes, schedules -> null);

        assertThat(life(routes, Schedules::reconcile)).isEmpty();
    }

    @Test
    void whatWasMissedWhileDownIsCaughtUpByPolicy() throws Exception {
        // Ten occurrences, all of them while the hub is down.
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
        String times = "cron=0 * * * * ?&zone=UTC&endAt=%s&staleAfter=1h".formatted(end);
        List<String> routes = List.of(
                "once schedule:once?" + times,
                "none schedule:none?onMissed=skip&" + times,
                "all schedule:all?onMissed=fire-all&" + times);
        formerLife(end.minusSeconds(10 * 60 - 30), routes, schedules -> {});

        List<LedgerEntry> entries = life(routes, schedules -> {
            await().atMost(TIMEOUT).until(() -> isSettled(ledger(schedules), 30));
            return ledger(schedules);
        });

        assertThat(delivered(entries)).containsOnly(Map.entry("once", 1L), Map.entry("all", 10L));
        assertThat(ran).hasSize(11).doesNotHaveDuplicates().contains("once@" + end);
    }

    @Test
    void whatIsCaughtUpOneByOneKeepsItsOrder() throws Exception {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(20);
        List<String> routes = List.of(
                "all schedule:all?onMissed=fire-all&cron=* * * * * ?&zone=UTC&endAt=%s&staleAfter=1h".formatted(end));
        formerLife(end.minusSeconds(60), routes, schedules -> {});
        // One was cut off at the end of the former life, and comes first.
        cutOff(new Occurrence("all", end.minusSeconds(60)));

        life(routes, schedules -> {
            await().atMost(TIMEOUT).until(() -> isSettled(ledger(schedules), 61));
            return "";
        });

        assertThat(ran).hasSize(61).isSorted();
    }

    private void cutOff(Occurrence occurrence) {
        try (Database database = Database.open(ScheduleSettings.embedded(folder))) {
            assertThat(new Ledger(database.dataSource(), "hub", Clock.systemUTC()).begin(occurrence, "", ""))
                    .isTrue();
        }
    }

    @Test
    void whatIsStaleIsMissed() throws Exception {
        Instant due = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(15 * 60);
        List<String> routes = List.of("announce schedule:announce?cron=%s&zone=UTC".formatted(dailyAt(due)));
        formerLife(due.minusSeconds(10), routes, schedules -> {});

        List<LedgerEntry> entries = life(routes, schedules -> {
            await().atMost(TIMEOUT).until(() -> isSettled(ledger(schedules), 1));
            return ledger(schedules);
        });

        assertThat(ran).isEmpty();
        assertThat(entries).singleElement().extracting(LedgerEntry::outcome).isEqualTo(Outcome.MISSED);
    }

    @Test
    void whatWasDueBeforeAnEditIsNotForgotten() throws Exception {
        Instant due = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(4 * 60);
        formerLife(
                due.minusSeconds(10), List.of("announce schedule:a?cron=%s&zone=UTC".formatted(dailyAt(due))), s -> {});

        life(List.of("announce schedule:a?cron=%s&zone=UTC".formatted(dailyAt(due.minusSeconds(3600)))), schedules -> {
            await().atMost(TIMEOUT).until(() -> isSettled(ledger(schedules), 1));
            return "";
        });

        assertThat(ran).containsExactly("announce@" + due);
    }

    @Test
    void aSkippedOccurrenceDoesNotFireAndSaysWhoSkippedIt() throws Exception {
        Instant due = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
        List<String> routes = List.of(
                "announce schedule:a?cron=%s&zone=UTC".formatted(dailyAt(due)),
                "other schedule:b?cron=%s&zone=UTC".formatted(dailyAt(due)));
        formerLife(
                due.minusSeconds(10),
                routes,
                schedules -> schedules.operations().skip("announce", due, "ana"));

        List<LedgerEntry> entries = life(routes, schedules -> {
            await().atMost(TIMEOUT).until(() -> isSettled(ledger(schedules), 2));
            return ledger(schedules);
        });

        assertThat(ran).containsExactly("other@" + due);
        assertThat(entries)
                .filteredOn(entry -> entry.outcome() == Outcome.SKIPPED)
                .singleElement()
                .extracting(LedgerEntry::askedBy)
                .isEqualTo("ana");
    }

    @Test
    void whatWasCutOffIsRunAgainWithTheSameKey() throws Exception {
        Instant due = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
        List<String> routes = List.of("announce schedule:a?cron=%s&zone=UTC".formatted(dailyAt(due)));
        var cutOff = new Occurrence("announce", due);
        try (Database database = Database.open(ScheduleSettings.embedded(folder))) {
            new Ledger(database.dataSource(), "hub", Clock.systemUTC()).begin(cutOff, "", "");
        }

        List<LedgerEntry> entries = life(routes, schedules -> {
            await().atMost(TIMEOUT).until(() -> isSettled(ledger(schedules), 1));
            return ledger(schedules);
        });

        assertThat(ran).containsExactly(cutOff.toString());
        assertThat(entries).singleElement().extracting(LedgerEntry::attempts).isEqualTo(2);
    }

    @Test
    void runNowIsRefusedWhileTheClockIsWrong() throws Exception {
        try (Database database = Database.open(ScheduleSettings.embedded(folder))) {
            new JdbcTemplate(database.dataSource())
                    .update("insert into hub_node (node, seen_at, skew_millis) values ('other', current_timestamp, 0)");
        }
        life(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)), List.of(daily("announce", 9)), schedules -> {
            start(schedules);
            assertThatThrownBy(() -> schedules.operations().runNow("announce", "ana"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ahead of the database's")
                    .hasMessageContaining("ask another node");
            assertThat(ledger(schedules)).isEmpty();
            return "";
        });
        assertThat(ran).isEmpty();
    }

    @Test
    void runNowFiresAtOnceAndIsRecorded() throws Exception {
        var entries = life(List.of(daily("announce", 9)), schedules -> {
            schedules.operations().runNow("announce", "ana");
            await().atMost(TIMEOUT)
                    .until(() -> ledger(schedules).stream().anyMatch(entry -> entry.outcome() == Outcome.DELIVERED));
            return ledger(schedules);
        });

        assertThat(ran).hasSize(1);
        assertThat(entries).singleElement().extracting(LedgerEntry::askedBy).isEqualTo("ana");
    }

    private static String dailyAt(Instant due) {
        var time = due.atZone(ZoneOffset.UTC);
        return "0 %d %d * * ?".formatted(time.getMinute(), time.getHour());
    }

    private static List<LedgerEntry> ledger(Schedules schedules) {
        return schedules.operations().ledger(Instant.EPOCH, Instant.parse("2099-01-01T00:00:00Z"), Optional.empty());
    }

    private static boolean isSettled(List<LedgerEntry> entries, int size) {
        return entries.size() == size && entries.stream().noneMatch(entry -> entry.outcome() == Outcome.RUNNING);
    }

    private static Map<String, Long> delivered(List<LedgerEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.outcome() == Outcome.DELIVERED)
                .collect(Collectors.groupingBy(entry -> entry.occurrence().route(), Collectors.counting()));
    }

    private static void pause(Schedules schedules, String route) {
        try {
            schedules.operations().pause(route, "ana");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void resume(Schedules schedules, String route) {
        try {
            schedules.operations().resume(route, "ana");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
