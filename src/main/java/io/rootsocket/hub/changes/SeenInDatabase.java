package io.rootsocket.hub.changes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps what was seen last in the hub's database, by the database's clock. What is taken is leased, and renewed while its
 * exchange runs, so that a node that dies holds up the others for half a minute at most. Safe to share between threads.
 */
public final class SeenInDatabase implements LastSeen {

    private static final Logger LOG = LoggerFactory.getLogger(SeenInDatabase.class);
    private static final String LEASED = "current_timestamp + interval '30' second";
    private static final long RENEW_SECONDS = 10;

    private final JdbcTemplate database;
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong claims = new AtomicLong();
    private final Map<String, Subject> held = new ConcurrentHashMap<>();

    private record Row(
            Sighting sighting,
            @Nullable String claimedBy,
            @Nullable String pending,
            boolean taken) {

        static Row of(ResultSet row) throws SQLException {
            String claimedBy = row.getString("claimed_by");
            return new Row(
                    new Sighting(
                            Optional.ofNullable(row.getString("fingerprint")),
                            Optional.ofNullable(row.getString("note")),
                            claimedBy == null,
                            row.getLong("changes")),
                    claimedBy,
                    row.getString("pending"),
                    row.getBoolean("taken"));
        }

        /** @param another whether something else is told of now than what nobody knows whether it was told */
        Sighting before(boolean another) {
            return another
                    ? new Sighting(sighting.fingerprint(), sighting.note(), false, sighting.changes() + 1)
                    : sighting;
        }
    }

    /** @param shared whether other nodes use it too; else what is taken there is left from a hub that was killed */
    public SeenInDatabase(DataSource database, boolean shared) {
        this.database = new JdbcTemplate(database);
        if (!shared) {
            this.database.update("update hub_last_seen set claimed_until = null where claimed_until is not null");
        }
    }

    /** Renews what is taken for as long as that executor runs. */
    public void renewOn(ScheduledExecutorService executor) {
        executor.scheduleWithFixedDelay(this::renew, RENEW_SECONDS, RENEW_SECONDS, TimeUnit.SECONDS);
    }

    private void renew() {
        try {
            held.forEach((claim, subject) -> update("claimed_until = " + LEASED, subject, claim));
        } catch (DataAccessException e) {
            LOG.debug("The database is away; what is taken is renewed once it is back", e);
        }
    }

    @Override
    public Sighting look(Subject subject) {
        return read(subject).map(Row::sighting).orElse(Sighting.NONE);
    }

    private Optional<Row> read(Subject subject) {
        List<Row> rows = database.query("""
                select fingerprint, note, changes, claimed_by, pending,
                  coalesce(claimed_until > current_timestamp, false) as taken
                from hub_last_seen where name = ? and item = ?""", (row, number) -> Row.of(row), subject.name(), subject.item());
        return rows.stream().findFirst();
    }

    @Override
    public Optional<Claim> claim(Subject subject, String fingerprint) {
        Optional<Row> row = read(subject);
        if (row.isEmpty()) {
            database.update("""
                    insert into hub_last_seen (name, item, changes, seen_at) values (?, ?, 0, current_timestamp)
                    on conflict do nothing""", subject.name(), subject.item());
            row = read(subject);
        }
        return row.filter(found -> !found.taken()).flatMap(found -> claim(subject, fingerprint, found));
    }

    private Optional<Claim> claim(Subject subject, String fingerprint, Row row) {
        boolean another = row.claimedBy() != null && !fingerprint.equals(row.pending());
        String claim = process + "/" + claims.incrementAndGet();
        int taken = database.update(
                "update hub_last_seen set claimed_by = ?, pending = ?, changes = changes + ?, claimed_until = " + LEASED
                        + """
                         where name = ? and item = ? and changes = ?
                        and claimed_by is not distinct from cast(? as varchar)
                        and (claimed_until is null or claimed_until <= current_timestamp)""",
                claim,
                fingerprint,
                another ? 1 : 0,
                subject.name(),
                subject.item(),
                row.sighting().changes(),
                row.claimedBy());
        return taken == 1 ? Optional.of(new Leased(subject, claim, row.before(another))) : Optional.empty();
    }

    @Override
    public void seenAgain(Subject subject, @Nullable String note) {
        // Most polls find nothing new, and need not write.
        database.update("""
                update hub_last_seen set note = cast(? as varchar), seen_at = current_timestamp
                where name = ? and item = ? and claimed_by is null
                and (note is distinct from cast(? as varchar) or seen_at < current_timestamp - interval '1' day)""", note, subject.name(), subject.item(), note);
    }

    @Override
    public boolean knows(String name) {
        return !database.queryForList("select 1 from hub_last_seen where name = ? limit 1", Integer.class, name)
                .isEmpty();
    }

    @Override
    public void keepOnly(String name, int max) {
        database.update("""
                delete from hub_last_seen where name = ? and claimed_by is null and seen_at <
                  (select seen_at from hub_last_seen where name = ? order by seen_at desc limit 1 offset ?)""", name, name, max - 1);
    }

    private void update(String values, Subject subject, String claim, @Nullable Object... arguments) {
        var all = new ArrayList<@Nullable Object>(Arrays.asList(arguments));
        all.addAll(List.of(subject.name(), subject.item(), claim));
        database.update(
                "update hub_last_seen set " + values + " where name = ? and item = ? and claimed_by = ?",
                all.toArray());
    }

    private final class Leased implements Claim {

        private final Subject subject;
        private final String claim;
        private final Sighting before;

        Leased(Subject subject, String claim, Sighting before) {
            this.subject = subject;
            this.claim = claim;
            this.before = before;
        }

        @Override
        public Sighting before() {
            return before;
        }

        @Override
        public void hold() {
            held.put(claim, subject);
        }

        @Override
        public void remember(String fingerprint, @Nullable String note) {
            held.remove(claim);
            update("""
                    fingerprint = ?, note = cast(? as varchar), changes = changes + 1, pending = null,
                    claimed_by = null, claimed_until = null, seen_at = current_timestamp""", subject, claim, fingerprint, note);
        }

        @Override
        public void letGo() {
            held.remove(claim);
            update("claimed_until = null", subject, claim);
        }
    }
}
