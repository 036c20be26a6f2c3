package io.rootsocket.hub.alarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.alarm.AlarmNotice.Kind;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.Timetable;
import io.rootsocket.hub.testing.MutableClock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A year with faults: changes of clocks, holidays, pauses, skips, outages, restarts and kills, as two hubs on one database live
 * through it. Each absence is alarmed once, and none that is none.
 */
class AlarmYearTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant FIRST = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("2026-12-29T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(3);
    private static final Set<LocalDate> HOLIDAYS =
            Set.of(LocalDate.parse("2026-01-06"), LocalDate.parse("2026-05-01"), LocalDate.parse("2026-12-25"));

    private final MutableClock clock = MutableClock.at(BEGIN.toString());
    private final Map<Long, Told> alarms = new TreeMap<>();

    /** What a person has heard of an alarm. */
    private static final class Told {
        private final List<Kind> kinds = new ArrayList<>();
        private String topic = "";
        private String subject = "";
        private int count;
        private Instant raised = Instant.MAX;
        private Instant cleared = Instant.MAX;

        boolean isOn(Instant at) {
            return !raised.isAfter(at) && cleared.isAfter(at);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 20261126)
    void alarmsEachAbsenceOnceAndNothingElse(long seed) {
        var random = new Random(seed);
        var world = new World(random, clock);
        DataSource database = database("year" + seed);
        List<Instant> passes = world.passes();
        var hubs = List.of(new OneHub(database, world), new OneHub(database, world));
        Map<Instant, Boolean> up = new HashMap<>();
        for (int i = 0; i < passes.size(); i++) {
            Instant now = passes.get(i);
            world.messagesUntil(now, clock, hubs.get(i % 2));
            clock.set(now);
            boolean running = !world.isDown(now);
            up.put(now, running);
            if (running) {
                OneHub hub = hubs.get(i % 2);
                if (world.wasDown(now) || random.nextInt(200) == 0) {
                    hubs.forEach(OneHub::restart);
                } else if (random.nextInt(100) == 0) {
                    hub.dieInTheMiddle(now);
                }
                hub.look(now);
                if (i % 3 == 0) {
                    hub.tell(now, alarms);
                }
            }
        }
        hubs.get(0).tell(END.plus(Duration.ofDays(1)), alarms);

        schedulesAreRight(world, passes.stream().filter(up::get).toList());
        silencesAreRight(world);
        alarms.values()
                .forEach(alarm -> assertThat(alarm.kinds)
                        .as("%s %s", alarm.topic, alarm.subject)
                        .startsWith(Kind.RAISED)
                        .filteredOn(kind -> kind != Kind.REPEATED)
                        .isIn(List.of(Kind.RAISED), List.of(Kind.RAISED, Kind.CLEARED)));
    }

    private void schedulesAreRight(World world, List<Instant> passes) {
        List<Told> late = alarms.values().stream()
                .filter(alarm -> alarm.topic.equals(Topic.SCHEDULE_LATE.toString()))
                .toList();
        int absences = 0;
        for (RouteSchedule schedule : world.schedules()) {
            String route = schedule.route();
            var counted = new HashSet<Instant>();
            for (Instant absent : world.absent(route)) {
                Instant judged =
                        absent.plus(world.deliverBy(route).orElseThrow()).plus(RouteWatch.WRITTEN_WITHIN);
                Optional<Instant> pass =
                        passes.stream().filter(at -> !at.isBefore(judged)).findFirst();
                if (pass.isPresent()) {
                    absences++;
                    counted.add(absent);
                    assertThat(late.stream().filter(alarm -> alarm.subject.equals(route) && alarm.isOn(pass.get())))
                            .as("%s at %s", route, absent)
                            .hasSize(1);
                }
            }
            assertThat(late.stream()
                            .filter(alarm -> alarm.subject.equals(route))
                            .mapToInt(alarm -> alarm.count)
                            .sum())
                    .as(route)
                    .isEqualTo(counted.size());
        }
        assertThat(absences).isGreaterThan(50);
    }

    private void silencesAreRight(World world) {
        List<Told> silent = alarms.values().stream()
                .filter(alarm -> alarm.topic.equals(Topic.ROUTE_SILENT.toString()))
                .toList();
        assertThat(silent).hasSameSizeAs(world.silences);
        assertThat(world.silences).hasSizeGreaterThan(15);
        for (Silence silence : world.silences) {
            assertThat(silent.stream()
                            .filter(alarm -> !alarm.raised.isBefore(silence.deadline)
                                    && !alarm.raised.isAfter(
                                            silence.deadline.plus(STEP).plus(RouteWatch.WRITTEN_WITHIN))
                                    && alarm.cleared.isAfter(silence.end)))
                    .as(silence.toString())
                    .hasSize(1);
        }
    }

    private static DataSource database(String name) {
        var database = new JdbcDataSource();
        database.setURL(
                "jdbc:h2:mem:%s;MODE=PostgreSQL;DB_CLOSE_DELAY=-1;INIT=RUNSCRIPT FROM 'classpath:db/migration/V9__alarms.sql'"
                        .formatted(name));
        return JdbcConnectionPool.create(database);
    }

    /** All of a hub that has to do with alarms. */
    private final class OneHub {

        private final DataSource database;
        private final World world;
        private AlarmTables store;
        private AlarmBook book;
        private RouteWatch routes;
        private ScheduleWatch schedules;
        private Map<String, Alarm> raised = Map.of();

        OneHub(DataSource database, World world) {
            this.database = database;
            this.world = world;
            restart();
        }

        void restart() {
            if (routes != null) {
                // What a hub has not written when it is killed is of its last seconds.
                routes.write();
            }
            store = new AlarmTables(database, true);
            book = new AlarmBook(store, AlarmRules.DEFAULT, clock.instant(), () -> true);
            routes = new RouteWatch(new RouteRecords(database), AlarmRules.DEFAULT, clock, Set::of);
            routes.expect("orders", World.EXPECTED);
            schedules = new ScheduleWatch(
                    world,
                    new PunctualityRecords(database),
                    (topic, route) -> Optional.ofNullable(raised.get(Trouble.key(topic.toString(), route))));
        }

        void look(Instant now) {
            see();
            var troubles = new ArrayList<>(schedules.look(now));
            troubles.addAll(routes.look(now));
            book.look(troubles, Set.of(), now);
        }

        private void see() {
            var open = new HashMap<String, Alarm>();
            store.raised().forEach(alarm -> open.put(alarm.key(), alarm));
            raised = open;
        }

        /** It has judged, and is killed before it has raised anything. */
        void dieInTheMiddle(Instant now) {
            see();
            schedules.look(now);
            routes.look(now);
            restart();
        }

        void came() {
            routes.came("orders");
        }

        void tell(Instant now, Map<Long, Told> alarms) {
            for (var next = store.take("me", now, Duration.ofMinutes(1));
                    next.isPresent();
                    next = store.take("me", now, Duration.ofMinutes(1))) {
                AlarmNotice notice = next.get();
                Told told = alarms.computeIfAbsent(notice.alarm().id(), id -> new Told());
                told.kinds.add(notice.kind());
                told.topic = notice.alarm().topic();
                told.subject = notice.alarm().subject();
                told.count = notice.alarm().count();
                told.raised = notice.alarm().raisedAt();
                told.cleared = notice.kind() == Kind.CLEARED ? notice.at() : told.cleared;
                store.done(notice);
            }
            store.raised()
                    .forEach(alarm ->
                            Optional.ofNullable(alarms.get(alarm.id())).ifPresent(told -> told.count = alarm.count()));
        }
    }

    private record Silence(Instant deadline, Instant end) {}

    private record Span(Instant from, Instant to) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** What became of an occurrence, and from when on it is so. */
    private record Fate(@Nullable Outcome early, Outcome late, Instant at) {}

    /** What happens in that year, whether any hub looks at it or not. */
    private static final class World implements OccurrenceRecords {

        static final Expectation EXPECTED = new Expectation(
                Duration.ofHours(1),
                DailyTimes.of("08:00-18:00"),
                MADRID,
                WeekDays.of("weekdays"),
                new TreeSet<>(HOLIDAYS),
                null);

        private static final Map<String, Duration> DELIVER_BY = Map.of(
                "standup", Duration.ofMinutes(5),
                "night", Duration.ofMinutes(15),
                "often", Duration.ofMinutes(10));

        private final MutableClock clock;
        private final List<RouteSchedule> schedules = List.of(
                schedule("standup", "0 15 9 ? * MON-FRI", MADRID, HOLIDAYS),
                // Its hour is left out once a year, and comes twice once a year.
                schedule("night", "0 30 2 * * ?", MADRID, Set.of()),
                schedule("often", "0 0 0/4 * * ?", ZoneId.of("America/New_York"), Set.of()));
        private final Map<String, TreeMap<Instant, Fate>> fates = new LinkedHashMap<>();
        private final Map<String, Set<Instant>> absent = new LinkedHashMap<>();
        private final Map<String, List<Span>> pauses = new LinkedHashMap<>();
        private final List<Span> down = new ArrayList<>();
        private final TreeSet<Instant> messages = new TreeSet<>();
        private final List<Silence> silences = new ArrayList<>();
        private Instant lastPass = BEGIN;

        World(Random random, MutableClock clock) {
            this.clock = clock;
            spans(random, 12, Duration.ofHours(20)).forEach(down::add);
            for (RouteSchedule schedule : schedules) {
                pauses.put(schedule.route(), spans(random, 4, Duration.ofDays(3)));
                fates.put(schedule.route(), new TreeMap<>());
                absent.put(schedule.route(), new TreeSet<>());
                schedule.timetable().between(FIRST, LAST, 10_000).forEach(at -> decide(random, schedule.route(), at));
            }
            traffic(random);
        }

        private static RouteSchedule schedule(String route, String cron, ZoneId zone, Set<LocalDate> excluded) {
            return new RouteSchedule(
                    route,
                    new Timetable(List.of(cron), Duration.ZERO, zone, FIRST, LAST, new TreeSet<>(excluded)),
                    FirePolicy.DEFAULT);
        }

        private static List<Span> spans(Random random, int count, Duration longest) {
            return new ArrayList<>(IntStream.range(0, count)
                    .mapToObj(i -> {
                        Instant from = BEGIN.plusSeconds(
                                random.nextInt((int) Duration.ofDays(360).toSeconds()));
                        return new Span(from, from.plusSeconds(1 + random.nextInt((int) longest.toSeconds())));
                    })
                    .toList());
        }

        private void decide(Random random, String route, Instant at) {
            Duration allowed = of(DELIVER_BY, route);
            Instant inTime = at.plusMillis(1 + random.nextInt((int) allowed.toMillis() - 1));
            Instant tooLate = at.plus(allowed).plusSeconds(1 + random.nextInt(20_000));
            if (of(pauses, route).stream().anyMatch(pause -> pause.contains(at))) {
                // At most it is recorded as missed when somebody resumes it.
                if (random.nextBoolean()) {
                    of(fates, route).put(at, new Fate(null, Outcome.MISSED, at.plus(Duration.ofHours(3))));
                }
                return;
            }
            boolean missed = isDown(at);
            int dice = random.nextInt(100);
            Fate fate = missed
                    ? new Fate(null, Outcome.MISSED, up(at))
                    : dice < 90
                            ? new Fate(Outcome.ACCEPTED, Outcome.DELIVERED, inTime)
                            : dice == 90
                                    ? new Fate(null, Outcome.SKIPPED, at)
                                    : dice == 91
                                            ? new Fate(Outcome.RUNNING, Outcome.DROPPED, inTime)
                                            : dice < 94
                                                    ? new Fate(Outcome.ACCEPTED, Outcome.DELIVERED, tooLate)
                                                    : dice < 96
                                                            ? new Fate(Outcome.RUNNING, Outcome.FAILED, inTime)
                                                            : dice < 98
                                                                    ? new Fate(
                                                                            Outcome.ACCEPTED, Outcome.EXPIRED, tooLate)
                                                                    : new Fate(null, Outcome.MISSED, Instant.MAX);
            of(fates, route).put(at, fate);
            boolean inOrder = dice < 92 && !missed;
            if (!inOrder) {
                of(absent, route).add(at);
            }
        }

        private Instant up(Instant at) {
            return down.stream()
                    .filter(span -> span.contains(at))
                    .map(Span::to)
                    .max(Instant::compareTo)
                    .orElse(at);
        }

        /** Messages in the hours of work, and now and then a morning, a day or a week without. */
        private void traffic(Random random) {
            LocalDate day = LocalDate.ofInstant(BEGIN, MADRID);
            LocalDate end = LocalDate.ofInstant(END, MADRID);
            Instant deadline = null;
            int quiet = 0;
            int since = 0;
            while (day.isBefore(end)) {
                boolean counts =
                        !EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).contains(day.getDayOfWeek())
                                && !HOLIDAYS.contains(day);
                if (counts) {
                    LocalTime from = LocalTime.of(8, 0);
                    boolean silent = quiet > 0;
                    if (!silent && since > 6 && random.nextInt(6) == 0) {
                        quiet = random.nextInt(3);
                        from = LocalTime.of(10 + random.nextInt(6), 0);
                        since = 0;
                        deadline = day.atTime(9, 0).atZone(MADRID).toInstant();
                        silent = quiet > 0;
                    } else if (silent) {
                        quiet--;
                        silent = quiet > 0;
                        from = LocalTime.of(11, 0);
                    }
                    since++;
                    if (!silent) {
                        Instant at = day.atTime(from).atZone(MADRID).toInstant().plusSeconds(random.nextInt(600));
                        if (deadline != null) {
                            silences.add(new Silence(deadline, at));
                            deadline = null;
                        }
                        Instant close = day.atTime(18, 0).atZone(MADRID).toInstant();
                        while (at.isBefore(close)) {
                            messages.add(at);
                            at = at.plusSeconds(300 + random.nextInt(3_000));
                        }
                    }
                }
                day = day.plusDays(1);
            }
            if (deadline != null) {
                silences.add(new Silence(deadline, END));
            }
        }

        /** Whatever comes while no hub runs waits for one. */
        void messagesUntil(Instant now, MutableClock clock, OneHub hub) {
            for (Instant at : messages.subSet(lastPass, now)) {
                clock.set(at);
                hub.came();
            }
            lastPass = now;
        }

        boolean isDown(Instant at) {
            return down.stream().anyMatch(span -> span.contains(at));
        }

        /** Whether no hub ran shortly before. */
        boolean wasDown(Instant at) {
            return isDown(at.minus(Duration.ofMinutes(5)));
        }

        /** Every few hours, and whenever something could be found out. */
        List<Instant> passes() {
            var passes = new TreeSet<Instant>();
            for (Instant at = BEGIN; at.isBefore(END); at = at.plus(STEP)) {
                passes.add(at);
            }
            absent.forEach((route, times) -> times.forEach(at -> passes.add(at.plus(of(DELIVER_BY, route))
                    .plus(RouteWatch.WRITTEN_WITHIN)
                    .plusSeconds(1))));
            silences.forEach(silence -> passes.add(
                    silence.deadline().plus(RouteWatch.WRITTEN_WITHIN).plusSeconds(1)));
            down.forEach(span -> passes.add(span.to().plusSeconds(1)));
            return List.copyOf(passes);
        }

        private static <T> T of(Map<String, T> routes, String route) {
            return requireNonNull(routes.get(route), route);
        }

        Set<Instant> absent(String route) {
            return of(absent, route);
        }

        @Override
        public List<RouteSchedule> schedules() {
            return schedules;
        }

        @Override
        public Optional<Duration> deliverBy(String route) {
            return Optional.ofNullable(DELIVER_BY.get(route));
        }

        @Override
        public Set<String> paused() {
            return Set.of();
        }

        @Override
        public boolean wasPaused(String route, Instant at) {
            return of(pauses, route).stream().anyMatch(pause -> pause.contains(at));
        }

        @Override
        public List<LedgerEntry> between(String route, Instant from, Instant to, int max) {
            return of(fates, route).subMap(from, to).entrySet().stream()
                    .flatMap(fate -> entry(route, fate.getKey(), fate.getValue()).stream())
                    .limit(max)
                    .toList();
        }

        /** As the ledger has it at this time. */
        private Optional<LedgerEntry> entry(String route, Instant at, Fate fate) {
            Instant now = clock.instant();
            boolean known = !fate.at().isAfter(now);
            Outcome outcome = known ? fate.late() : fate.early();
            if (outcome == null || at.isAfter(now)) {
                return Optional.empty();
            }
            return Optional.of(new LedgerEntry(
                    new Occurrence(route, at), outcome, null, "hub", at, known ? fate.at() : null, 1, null));
        }

        @Override
        public List<LedgerEntry> latest(Collection<String> routes) {
            return List.of();
        }

        @Override
        public Set<String> routesDue(Instant from, Instant to) {
            return Set.of();
        }
    }
}
