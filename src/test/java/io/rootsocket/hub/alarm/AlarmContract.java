package io.rootsocket.hub.alarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.alarm.AlarmNotice.Kind;
import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is promised of alarms on each database that may hold them: raised once, cleared once, told at least once. */
abstract class AlarmContract {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final MutableClock clock = MutableClock.at("2026-11-26T03:00:00Z");
    private AlarmTables store;
    private AlarmBook book;

    abstract Database database();

    @BeforeEach
    final void begin() {
        var rows = new JdbcTemplate(database().dataSource());
        List.of("hub_alarm", "hub_alarm_notice", "hub_alarm_route", "hub_alarm_schedule")
                .forEach(table -> rows.execute("delete from " + table));
        restart();
    }

    private void restart() {
        store = new AlarmTables(database().dataSource(), database().isShared());
        book = new AlarmBook(store, AlarmRules.DEFAULT, clock.instant(), () -> true);
    }

    private void look(Trouble... troubles) {
        book.look(List.of(troubles), Set.of(), clock.instant());
    }

    private void pass(Duration time, Trouble... troubles) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            clock.advance(Duration.ofSeconds(15));
            look(troubles);
        }
    }

    private Trouble silent(String route) {
        return Trouble.of(
                Topic.ROUTE_SILENT,
                route,
                Instant.parse("2026-11-26T02:00:00Z"),
                "Nothing came.",
                "Ask.",
                "hub routes");
    }

    private List<Kind> told() {
        var kinds = new ArrayList<Kind>();
        for (Optional<AlarmNotice> next = store.take("me", clock.instant(), LEASE);
                next.isPresent();
                next = store.take("me", clock.instant(), LEASE)) {
            kinds.add(next.get().kind());
            store.done(next.get());
        }
        return kinds;
    }

    @Test
    void raisesOnceAndClearsOnce() {
        pass(Duration.ofMinutes(10), silent("orders"));
        pass(Duration.ofMinutes(10));

        assertThat(told()).containsExactly(Kind.RAISED, Kind.CLEARED);
        assertThat(store.raised()).isEmpty();
        assertThat(store.cleared(10)).hasSize(1);
    }

    @Test
    void keepsWhatIsRaisedOverARestart() {
        look(silent("orders"));
        restart();
        pass(Duration.ofMinutes(1), silent("orders"));

        assertThat(told()).containsExactly(Kind.RAISED);
        assertThat(store.raised()).hasSize(1);
    }

    @Test
    void doesNotClearWhatItHasNotHadTheTimeToSeeAfterARestart() {
        look(silent("orders"));
        clock.advance(Duration.ofHours(3));
        restart();
        pass(Duration.ofMinutes(1));
        assertThat(store.raised()).hasSize(1);

        pass(Duration.ofMinutes(2));
        assertThat(store.raised()).isEmpty();
    }

    @Test
    void raisesOnceAmongSeveralHubsAndClearsWhenNoneSeesItAnyMore() {
        var other = new AlarmBook(
                new AlarmTables(database().dataSource(), true), AlarmRules.DEFAULT, clock.instant(), () -> true);
        for (int minute = 0; minute < 20; minute++) {
            look(silent("orders"));
            other.look(List.of(silent("orders")), Set.of(), clock.instant());
            clock.advance(Duration.ofMinutes(1));
        }
        // One of them sees it no more, and the other does.
        for (int minute = 0; minute < 20; minute++) {
            look();
            other.look(List.of(silent("orders")), Set.of(), clock.instant());
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(told()).containsExactly(Kind.RAISED);

        // That one dies.
        pass(Duration.ofMinutes(5));
        assertThat(told()).containsExactly(Kind.CLEARED);
    }

    @Test
    void saysAgainWhatLastsAfterTheInterval() {
        pass(Duration.ofHours(9), silent("orders"));

        assertThat(told()).containsExactly(Kind.RAISED, Kind.REPEATED, Kind.REPEATED);
    }

    @Test
    void saysNothingAgainWhileNothingIsExpected() {
        look(silent("orders"));
        pass(Duration.ofHours(9), silent("orders").withUrgent(false));

        assertThat(told()).containsExactly(Kind.RAISED);
    }

    @Test
    void saysThatMoreHasGoneWrongButNotEachTime() {
        for (int count = 1; count <= 60; count++) {
            pass(Duration.ofMinutes(1), silent("orders").withCount(count));
        }

        assertThat(told()).containsExactly(Kind.RAISED, Kind.REPEATED, Kind.REPEATED, Kind.REPEATED);
        assertThat(store.raised().get(0).count()).isEqualTo(60);
    }

    @Test
    void takesWhatComesAndGoesForOne() {
        for (int minute = 0; minute < 60; minute++) {
            look(minute % 2 == 0 ? new Trouble[] {silent("orders")} : new Trouble[0]);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(told()).containsExactly(Kind.RAISED);
    }

    /** Each time longer than the time that it must be gone, but each time it must be gone for longer. */
    @Test
    void tellsEverMoreRarelyOfWhatFlaps() {
        for (int minute = 0; minute < 600; minute++) {
            look(minute % 10 < 5 ? new Trouble[] {silent("orders")} : new Trouble[0]);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(told()).hasSizeLessThan(12);
    }

    @Test
    void waitsUntilItHasLastedForWhatMayPass() {
        var stopped = Trouble.of(Topic.ROUTE_STOPPED, "orders", clock.instant(), "Stopped.", "Start.", "hub routes");
        pass(Duration.ofMinutes(1), stopped);
        look();
        pass(Duration.ofMinutes(1), stopped);
        assertThat(store.raised()).isEmpty();

        pass(Duration.ofMinutes(2), stopped);
        assertThat(store.raised()).hasSize(1);
    }

    @Test
    void changesNothingOfWhatItCannotFindOut() {
        look(silent("orders"));
        for (int minute = 0; minute < 60; minute++) {
            clock.advance(Duration.ofMinutes(1));
            book.look(List.of(), Set.of(Topic.ROUTE_SILENT), clock.instant());
        }

        assertThat(store.raised()).hasSize(1);
    }

    @Test
    void clearsByAClockThatWasSetBackToo() {
        look(silent("orders"));
        clock.set(Instant.parse("2025-11-26T03:00:00Z"));
        pass(Duration.ofMinutes(5));

        assertThat(store.raised()).isEmpty();
    }

    @Test
    void bringsBackWhatNoRouteHasTaken() {
        look(silent("orders"));
        AlarmNotice first = store.take("me", clock.instant(), LEASE).orElseThrow();
        assertThat(store.take("another", clock.instant(), LEASE)).isEmpty();
        store.again(first, clock.instant().plusSeconds(10));
        assertThat(store.take("me", clock.instant(), LEASE)).isEmpty();

        clock.advance(Duration.ofSeconds(11));

        assertThat(store.take("me", clock.instant(), LEASE))
                .get()
                .extracting(AlarmNotice::attempts)
                .isEqualTo(1);
    }

    @Test
    void bringsBackWhatAHubHadTakenThatDied() {
        look(silent("orders"));
        assertThat(store.take("the dead", clock.instant(), LEASE)).isPresent();
        clock.advance(LEASE.plusSeconds(1));

        assertThat(told()).containsExactly(Kind.RAISED);
    }

    /** Else somebody would hear that it is over, and then that it has begun. */
    @Test
    void tellsOfOneAlarmInItsOrder() {
        look(silent("orders"));
        AlarmNotice raised = store.take("me", clock.instant(), LEASE).orElseThrow();
        store.again(raised, clock.instant().plus(Duration.ofHours(1)));
        pass(Duration.ofMinutes(10));
        assertThat(told()).isEmpty();

        clock.advance(Duration.ofHours(1));
        assertThat(told()).containsExactly(Kind.RAISED, Kind.CLEARED);
    }

    @Test
    void tellsNoRouteOfWhatIsWrongWithTheRoutesThatTell() {
        pass(Duration.ofHours(9), silent("alarms").untold());
        assertThat(store.raised()).hasSize(1);
        pass(Duration.ofMinutes(9));

        assertThat(told()).isEmpty();
        assertThat(store.cleared(1)).hasSize(1);
    }

    @Test
    void holdsWordsThatNoColumnWouldTake() {
        String endless = "x\0".repeat(20_000);
        look(Trouble.of(Topic.DEAD_LETTERS, endless, clock.instant(), endless, endless, endless)
                .withReference(endless));

        assertThat(store.raised()).hasSize(1);
        assertThat(told()).containsExactly(Kind.RAISED);
    }

    @Test
    void knowsOverARestartWhenARouteLastHandledSomethingAndHowOftenItFailedSince() {
        var routes = new RouteRecords(database().dataSource());
        Instant handled = clock.instant();
        routes.add(Map.of("orders", RouteEndings.NONE.handled(handled)));
        routes.add(Map.of("orders", RouteEndings.NONE.failed(handled.plusSeconds(1), "broken", "A")));
        routes.add(Map.of("orders", RouteEndings.NONE.failed(handled.plusSeconds(2), "broken too", "B")));
        // Another hub writes late what came before.
        routes.add(Map.of(
                "orders", new RouteEndings(handled.minusSeconds(9), 3, handled.plusSeconds(1), "broken too", "B")));

        RouteState state =
                requireNonNull(new RouteRecords(database().dataSource()).all().get("orders"));

        assertThat(state.handledAt()).contains(handled);
        assertThat(state.failures()).isEqualTo(3);
        assertThat(state.failure()).contains("broken too");
    }

    @Test
    void judgesAnOccurrenceOnceAmongSeveralHubs() {
        var one = new PunctualityRecords(database().dataSource());
        one.begin(Punctuality.begin("announce", "times", clock.instant()));
        Punctuality seen = requireNonNull(one.all().get("announce"));

        boolean first = one.change(
                seen, seen.late(clock.instant()).judged(clock.instant().plusSeconds(1)));
        boolean second = one.change(
                seen, seen.late(clock.instant()).judged(clock.instant().plusSeconds(2)));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(requireNonNull(one.all().get("announce")).late()).isEqualTo(1);
    }
}
