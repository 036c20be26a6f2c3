package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A clock that was far ahead, and is corrected: schedules are not silent until that time comes round again. */
class CorrectedClockIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration AHEAD = Duration.ofHours(2);
    private static final int SCHEDULES = Trial.count(2, 40);
    private static final int SECONDS = Trial.count(2, 20);

    private static final List<String> EVERY_SECOND = List.of("schedule:tick?every=1s");

    @TempDir
    Path folder;

    private final List<String> ran = new CopyOnWriteArrayList<>();

    /** Goes like the clock on the wall, and can be set. */
    private static final class SetClock extends Clock {

        private volatile Duration ahead;

        SetClock(Duration ahead) {
            this.ahead = ahead;
        }

        void set(Duration ahead) {
            this.ahead = ahead;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private interface Life {
        void live(Schedules schedules, DefaultCamelContext camel) throws Exception;
    }

    /** @param endpoints of one route each, which are called as the endpoints are */
    private void life(Clock clock, List<String> endpoints, Life life) throws Exception {
        try (var schedules = Schedules.open(ScheduleSettings.embedded(folder), clock);
                var camel = new DefaultCamelContext()) {
            schedules.attach(camel, folder.toString(), exchange -> Optional.empty());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (String endpoint : endpoints) {
                        from(endpoint)
                                .routeId(endpoint.replaceAll("schedule:|\\?.*", ""))
                                .process(exchange ->
                                        ran.add(exchange.getIn().getHeader(ScheduleConsumer.OCCURRENCE, String.class)));
                    }
                }
            });
            camel.start();
            life.live(schedules, camel);
            schedules.stop();
            camel.stop();
        }
    }

    /** A life under a clock that was ahead. */
    private void livedAhead(List<String> endpoints) throws Exception {
        life(Clock.offset(Clock.systemUTC(), AHEAD), endpoints, (schedules, camel) -> schedules.reconcile());
    }

    private static String health(DefaultCamelContext camel) {
        HealthCheck check = Objects.requireNonNull(HealthCheckRegistry.get(camel))
                .getCheck("schedules")
                .orElseThrow();
        return String.valueOf(check.call().getMessage().orElse(""));
    }

    @Test
    void goesOnAtTheNextStartIfTheClockWasCorrectedWhileItWasDown() throws Exception {
        livedAhead(EVERY_SECOND);

        life(Clock.systemUTC(), EVERY_SECOND, (schedules, camel) -> {
            schedules.start();
            await().atMost(TIMEOUT).until(() -> ran.size() >= 2);
            assertThat(health(camel)).contains("clock was ahead", "1 schedule,");
        });
    }

    @Test
    void goesOnAtTheNextStartAlsoIfItsTimesWereEditedMeanwhile() throws Exception {
        missed(Duration.ofMinutes(1));
        livedAhead(EVERY_SECOND);

        life(Clock.systemUTC(), List.of("schedule:tick?every=2s"), (schedules, camel) -> {
            schedules.start();
            await().atMost(TIMEOUT).until(() -> ran.size() >= 2);
        });
    }

    @Test
    void goesOnWhenTheClockIsCorrectedWhileItRuns() throws Exception {
        List<String> endpoints = IntStream.range(0, SCHEDULES)
                .mapToObj("schedule:tick%d?every=1s"::formatted)
                .toList();
        var clock = new SetClock(AHEAD);
        life(clock, endpoints, (schedules, camel) -> {
            schedules.start();
            assertThat(schedules.nextFires())
                    .hasSize(SCHEDULES)
                    .allSatisfy(next -> assertThat(next.at())
                            .isAfter(Instant.now().plus(AHEAD).minusSeconds(10)));

            clock.set(Duration.ZERO);

            await().atMost(TIMEOUT).until(() -> ran.size() >= SCHEDULES * SECONDS);
            assertThat(health(camel)).contains("clock was ahead", SCHEDULES + " schedule");
        });
        LedgerAudit audit = LedgerAudit.of(ScheduleSettings.embedded(folder), ran);
        audit.trial(
                        Trial.Fault.CLOCK,
                        "%d schedules, whose clock was 2 h ahead and is corrected".formatted(SCHEDULES),
                        Trial.Recovery.BY_ITSELF)
                .write();
        assertThat(audit.unaccounted()).as("%s", audit).isEmpty();
        assertThat(audit.deliveredButNotReceived()).isEmpty();
        assertThat(audit.repeats()).isZero();
    }

    @Test
    void firesAtItsTimeWhatAWrongClockHasCalledMissed() throws Exception {
        missed(Duration.ofMinutes(1));
        livedAhead(EVERY_SECOND);

        life(Clock.systemUTC(), EVERY_SECOND, (schedules, camel) -> {
            schedules.start();
            await().atMost(TIMEOUT).until(() -> ran.size() >= 4);
        });
    }

    @Test
    void firesAgainOnlyWhatAWrongClockFiredLongBeforeItsTime() throws Exception {
        List<String> endpoints = List.of(
                "schedule:long-before?every=1s&staleAfter=2s",
                "schedule:little-before?every=1s",
                "schedule:skip?every=1s");
        livedAhead(endpoints);
        Instant soon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(8);
        fired(new Occurrence("long-before", soon));
        fired(new Occurrence("little-before", soon));
        onLedger(ledger -> ledger.close(new Occurrence("skip", soon), Outcome.SKIPPED, "skipped", "ana"));

        life(Clock.systemUTC(), endpoints, (schedules, camel) -> {
            schedules.start();
            await().atMost(TIMEOUT)
                    .until(() -> Stream.of("long-before", "little-before", "skip")
                            .map(route -> new Occurrence(route, soon.plusSeconds(1)).toString())
                            .allMatch(ran::contains));
            assertThat(health(camel)).contains("3 schedules", "2 occurrences had fired by that clock");
        });

        assertThat(ran)
                .filteredOn(key -> Occurrence.parse(key)
                        .orElseThrow()
                        .scheduledAt()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .equals(soon))
                .as("under a key of its own, or it would be dropped as a repeat")
                .containsExactly(new Occurrence("long-before", soon.plusMillis(1)).toString());
    }

    @Test
    void leavesPausedWhatAPersonHasPaused() throws Exception {
        life(Clock.systemUTC(), EVERY_SECOND, (schedules, camel) -> {
            schedules.reconcile();
            schedules.operations().pause("tick", "ana");
        });
        livedAhead(EVERY_SECOND);

        life(Clock.offset(Clock.systemUTC(), AHEAD.negated()), EVERY_SECOND, (schedules, camel) -> {
            assertThat(schedules.reconcile())
                    .anySatisfy(line -> assertThat(line).startsWith("corrected tick"));
            assertThat(states()).containsExactly("PAUSED");
        });
    }

    private interface OnLedger {
        void write(Ledger ledger);
    }

    /** What a clock that was ahead wrote. */
    private void onLedger(OnLedger change) {
        try (Database database = Database.open(ScheduleSettings.embedded(folder))) {
            change.write(new Ledger(database.dataSource(), "hub", Clock.offset(Clock.systemUTC(), AHEAD)));
        }
    }

    private void missed(Duration time) {
        Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        onLedger(ledger -> {
            for (int second = 1; second <= time.toSeconds(); second++) {
                ledger.close(new Occurrence("tick", first.plusSeconds(second)), Outcome.MISSED, "passed", null);
            }
        });
    }

    private void fired(Occurrence early) {
        onLedger(ledger -> ledger.begin(early, "", ""));
        try (Database database = Database.open(ScheduleSettings.embedded(folder))) {
            new JdbcTemplate(database.dataSource())
                    .update("update hub_occurrence set outcome = 'delivered' where route = ?", early.route());
        }
    }

    private List<String> states() {
        try (Database database = Database.open(ScheduleSettings.embedded(folder))) {
            return new JdbcTemplate(database.dataSource())
                    .queryForList("select TRIGGER_STATE from QRTZ_TRIGGERS", String.class);
        }
    }
}
