package io.rootsocket.hub.schedule.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the ledger says of many occurrences at once, for who looks at it as a whole. Safe to share between threads. */
public final class LedgerReport {

    private final JdbcTemplate database;

    public LedgerReport(DataSource database) {
        this.database = new JdbcTemplate(database);
    }

    /**
     * How often something became of the occurrences of a route within a stretch of time.
     *
     * @param route the route's id
     * @param outcome what became of them
     * @param count of how many
     * @param first when the first of them was due
     * @param last when the last of them was due
     */
    public record Tally(String route, Outcome outcome, long count, Instant first, Instant last) {}

    /**
     * The tallies from {@code from} until before {@code to}, for each {@code step} of it.
     *
     * @param only the route that is asked for; empty for all
     */
    public List<Tally> tallies(Instant from, Instant to, Duration step, Optional<String> only) {
        var arguments = new ArrayList<Object>(List.of(Ledger.at(from), Ledger.at(to)));
        only.ifPresent(arguments::add);
        return database.query(
                """
                select route, outcome, count(*) as many, min(scheduled_at) as earliest, max(scheduled_at) as latest
                from (select route, outcome, scheduled_at,
                        floor(extract(epoch from scheduled_at) / %d) as step
                      from hub_occurrence where scheduled_at >= ? and scheduled_at < ? %s) due
                group by route, step, outcome order by route, min(scheduled_at)""".formatted(Math.max(1, step.toSeconds()), only.isPresent() ? "and route = ?" : ""),
                (row, number) -> new Tally(
                        row.getString("route"),
                        Outcome.of(row.getString("outcome")),
                        row.getLong("many"),
                        row.getObject("earliest", OffsetDateTime.class).toInstant(),
                        row.getObject("latest", OffsetDateTime.class).toInstant()),
                arguments.toArray());
    }

    /** The last occurrences of a route that were due up to then, the latest first. */
    public List<LedgerEntry> last(String route, Instant until, int max) {
        return database.query(
                "select * from hub_occurrence where route = ? and scheduled_at <= ? order by scheduled_at desc limit ?",
                (row, number) -> Ledger.entry(row),
                route,
                Ledger.at(until),
                max);
    }

    /**
     * How late a route was at its times.
     *
     * @param of so many of its last occurrences are looked at, of those that fired by themselves
     * @param share so many of these were not later: 0.99 for nearly all
     * @return none if it never fired by itself
     */
    public Optional<Duration> lateness(String route, int of, double share) {
        List<Duration> late = database.query(
                """
                select scheduled_at, fired_at from hub_occurrence
                where route = ? and fired_at is not null and asked_by is null
                order by scheduled_at desc limit ?""",
                (row, number) -> Duration.between(
                        row.getObject("scheduled_at", OffsetDateTime.class),
                        row.getObject("fired_at", OffsetDateTime.class)),
                route,
                of);
        return late.isEmpty()
                ? Optional.empty()
                : late.stream()
                        .sorted()
                        .skip((long) Math.ceil(share * late.size()) - 1)
                        .findFirst();
    }
}
