package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.StoredTriggers.Stored;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.Timetable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Carries over what is stored under a name that an earlier version made up: history, pauses, what was missed. A stored
 * schedule is a route's if its name is one that the route may have had and its times are the same; of several that are
 * alike, the first is the first. Where that does not tell, nothing is carried over: a pause on the wrong route is worse than
 * none. Safe to share between threads.
 */
final class FormerNames {

    private static final Logger LOG = LoggerFactory.getLogger(FormerNames.class);

    private final StoredTriggers triggers;
    private final JdbcTemplate database;
    private final Clock clock;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    FormerNames(StoredTriggers triggers, DataSource database, Clock clock) {
        this.triggers = triggers;
        this.database = new JdbcTemplate(database);
        this.clock = clock;
    }

    /** A schedule that has nothing stored under its own name yet. */
    private record Nameless(RouteSchedule schedule, FormerName former) {}

    /** What tells schedules apart, but for their names. */
    private record Alike(String pattern, Timetable timetable, FirePolicy policy) {

        static Alike of(String pattern, RouteSchedule schedule) {
            FirePolicy policy = schedule.policy();
            // The delay comes of the name.
            return new Alike(
                    pattern,
                    schedule.timetable(),
                    new FirePolicy(
                            policy.onMissed(),
                            policy.staleAfter(),
                            policy.overlap(),
                            Duration.ZERO,
                            policy.priority()));
        }
    }

    /** Within the transaction of a reconciliation, before it. */
    void carryOver(Map<String, RouteSchedule> declared, Map<String, FormerName> formerly) throws SchedulerException {
        List<Stored> all = triggers.all();
        Set<String> names = all.stream().map(Stored::route).collect(Collectors.toCollection(HashSet::new));
        Map<String, List<Nameless>> byPattern = declared.entrySet().stream()
                .filter(now -> formerly.containsKey(now.getKey()) && !names.contains(now.getKey()))
                .map(now -> new Nameless(now.getValue(), Objects.requireNonNull(formerly.get(now.getKey()))))
                .collect(Collectors.groupingBy(
                        nameless -> nameless.former().pattern().pattern()));
        for (var same : byPattern.entrySet()) {
            FormerName former = same.getValue().get(0).former();
            List<Stored> candidates = all.stream()
                    .filter(stored -> stored.isOurs() && !declared.containsKey(stored.route()))
                    .filter(stored -> former.matches(stored.route()))
                    .toList();
            carryOver(same.getKey(), candidates, same.getValue());
        }
        remember();
    }

    private void carryOver(String pattern, Collection<Stored> stored, Collection<Nameless> nameless)
            throws SchedulerException {
        Map<Alike, List<Stored>> were = stored.stream()
                .sorted(Comparator.comparing(one -> FormerName.numberOf(one.route())))
                .collect(Collectors.groupingBy(
                        one -> Alike.of(pattern, one.schedule()), LinkedHashMap::new, Collectors.toList()));
        Map<Alike, List<Nameless>> are = nameless.stream()
                .sorted(Comparator.comparing(one -> one.former().order()))
                .collect(Collectors.groupingBy(
                        one -> Alike.of(pattern, one.schedule()), LinkedHashMap::new, Collectors.toList()));
        for (var alike : were.entrySet()) {
            List<Nameless> now = are.getOrDefault(alike.getKey(), List.of());
            if (now.size() != alike.getValue().size()) {
                LOG.warn(
                        "What is stored for {} is not carried over to any route: none, or several, are due at the same"
                                + " times. If it was paused, pause its route again.",
                        alike.getValue().stream().map(Stored::route).toList());
                continue;
            }
            for (int i = 0; i < now.size(); i++) {
                rename(alike.getValue().get(i), now.get(i).schedule());
            }
        }
    }

    private void rename(Stored stored, RouteSchedule schedule) throws SchedulerException {
        String former = stored.route();
        String route = schedule.route();
        for (String table : List.of("hub_occurrence", "hub_steering")) {
            database.update("""
                    update %s o set route = ? where route = ? and not exists
                      (select 1 from %s n where n.route = ? and n.scheduled_at = o.scheduled_at)""".formatted(table, table), route, former, route);
        }
        database.update("delete from hub_former_name where former = ?", former);
        database.update(
                "insert into hub_former_name (former, route, carried_at) values (?, ?, ?)",
                former,
                route,
                Ledger.at(clock.instant()));
        triggers.remove(stored.key());
        Instant next = Instant.ofEpochMilli(stored.next())
                .minus(stored.schedule().policy().delay());
        triggers.put(Map.of(schedule, stored.next() > 0 ? next.minusMillis(1) : clock.instant()));
        LOG.info("Schedule {} was kept as {}; what is known of it is carried over", route, former);
    }

    private void remember() {
        database.query("select former, route from hub_former_name", row -> {
            known.put(row.getString(1), row.getString(2));
        });
    }

    /** Whether a message of it may have come from an earlier version, which says less of its source. */
    boolean isFormer(Occurrence occurrence) {
        return known.containsKey(occurrence.route());
    }

    /** The occurrence under the name that its schedule has now. */
    Occurrence current(Occurrence occurrence, Set<String> declared) {
        String route = known.get(occurrence.route());
        return route == null || declared.contains(occurrence.route())
                ? occurrence
                : new Occurrence(route, occurrence.scheduledAt());
    }
}
