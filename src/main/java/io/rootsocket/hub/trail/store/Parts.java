package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.BlockName;
import io.rootsocket.hub.trail.TrailSettings;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The parts of the trail in a database. Each has its own tables, and is dropped whole: nothing is ever deleted row by row, and
 * no part is ever brought up to date. Several hubs may share them. Safe to share between threads; every method throws a
 * {@link DataAccessException} or {@link org.springframework.transaction.TransactionException} while the database is away.
 *
 * <p>The row of part 0 is no part: who holds its lock may add and drop parts.
 */
final class Parts {

    /** A longer row would be written again each time that another follows it. */
    private static final int SLICE = 8_000;

    /** Beside its body a block takes its head, and both their keys and pages. */
    private static final int OVERHEAD = 400;

    private static final String REGISTRY = """
            create table if not exists trail_parts
            (part int not null primary key, begun bigint not null, bytes bigint not null)""";
    private static final String HEADS = """
            create table if not exists trail_%d_block
            (begun bigint not null, writer varchar(32) not null, first_at bigint not null, last_at bigint not null,
             terms text not null, ids bytea not null, primary key (begun, writer))""";
    private static final String BODIES = """
            create table if not exists trail_%d_body
            (begun bigint not null, writer varchar(32) not null, slice int not null, body bytea not null,
             primary key (begun, writer, slice))""";

    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final TrailSettings settings;
    private final Clock clock;

    Parts(DataSource database, TrailSettings settings, Clock clock) {
        this.database = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        this.settings = settings;
        this.clock = clock;
    }

    /** A part, and what is known of it. */
    record Part(int number, Instant begun, long bytes) {}

    /** A block, and which ids it may have. */
    record Indexed(BlockHead head, IdFilter ids) {}

    /** Makes the table of parts, if there is none yet. */
    void prepare() {
        database.execute(REGISTRY);
        database.update("insert into trail_parts (part, begun, bytes) values (0, 0, 0) on conflict do nothing");
    }

    /** Puts a block into the newest part, unless it is there already. It is on disk once this returns. */
    void insert(Block block) {
        int part = current();
        transaction.executeWithoutResult(status -> {
            BlockName name = block.name();
            int added = database.update(
                    "insert into trail_%d_block (begun, writer, first_at, last_at, terms, ids) values (?, ?, ?, ?, ?, ?) on conflict do nothing"
                            .formatted(part),
                    name.begun(),
                    name.writer(),
                    EventWriter.micros(block.head().first()),
                    EventWriter.micros(block.head().last()),
                    block.head().terms(),
                    block.head().ids().bytes());
            if (added == 1) {
                database.batchUpdate(
                        "insert into trail_%d_body (begun, writer, slice, body) values (?, ?, ?, ?)".formatted(part),
                        slices(block));
                database.update("update trail_parts set bytes = bytes + ? where part = ?", size(block), part);
            }
        });
    }

    private static List<Object[]> slices(Block block) {
        BlockName name = block.name();
        byte[] body = block.body();
        var slices = new ArrayList<Object[]>();
        for (int begin = 0; begin < body.length; begin += SLICE) {
            byte[] slice = Arrays.copyOfRange(body, begin, Math.min(body.length, begin + SLICE));
            slices.add(new Object[] {name.begun(), name.writer(), begin / SLICE, slice});
        }
        return slices;
    }

    private static long size(Block block) {
        Block.Head head = block.head();
        // Each page takes a little more than it holds.
        return block.body().length * 11L / 10
                + head.terms().length()
                + head.ids().bytes().length
                + OVERHEAD;
    }

    /** The part that blocks are put into now; begins one if there is none, or the last is full or old enough. */
    private int current() {
        List<Part> parts = all();
        if (parts.isEmpty()) {
            return begin(0);
        }
        Part newest = parts.get(0);
        boolean full = newest.bytes() >= settings.partBytes() || isOlder(newest, settings.partAge());
        return full ? begin(newest.number()) : newest.number();
    }

    private int begin(int after) {
        Integer newest = transaction.execute(status -> {
            lock();
            int last = all().stream().findFirst().map(Part::number).orElse(0);
            if (last > after) {
                return last;
            }
            // Before its row: a database that commits each table by itself has no part without them.
            database.execute(HEADS.formatted(last + 1));
            database.execute(BODIES.formatted(last + 1));
            database.update(
                    "insert into trail_parts (part, begun, bytes) values (?, ?, 0)",
                    last + 1,
                    clock.instant().toEpochMilli());
            return last + 1;
        });
        return newest == null ? after : newest;
    }

    /**
     * Drops the oldest parts until the rest is within the bounds.
     *
     * @param maxBytes what all of them may have together
     * @return how many bytes the rest has
     */
    long dropBeyond(long maxBytes) {
        List<Part> kept = all();
        if (isBeyond(kept, maxBytes)) {
            transaction.executeWithoutResult(status -> {
                lock();
                kept.clear();
                kept.addAll(all());
                while (isBeyond(kept, maxBytes)) {
                    drop(kept.remove(kept.size() - 1));
                }
            });
        }
        return bytes(kept);
    }

    private boolean isBeyond(List<Part> kept, long maxBytes) {
        return !kept.isEmpty() && (isOlder(kept.get(kept.size() - 1), settings.keep()) || bytes(kept) > maxBytes);
    }

    private static long bytes(List<Part> parts) {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    private boolean isOlder(Part part, Duration age) {
        return part.begun().plus(age).isBefore(clock.instant());
    }

    private void drop(Part part) {
        database.execute("drop table if exists trail_%d_body".formatted(part.number()));
        database.execute("drop table if exists trail_%d_block".formatted(part.number()));
        database.update("delete from trail_parts where part = ?", part.number());
    }

    private void lock() {
        database.queryForList("select part from trail_parts where part = 0 for update");
    }

    /** All parts, the newest first. */
    List<Part> all() {
        return new ArrayList<>(database.query(
                "select part, begun, bytes from trail_parts where part > 0 order by part desc",
                (row, number) -> new Part(
                        row.getInt("part"), Instant.ofEpochMilli(row.getLong("begun")), row.getLong("bytes"))));
    }

    /**
     * The next blocks of a part that a search may not pass by, the newest first.
     *
     * @param before where to go on; null: from the newest
     */
    List<BlockHead> heads(int part, BlockFilter filter, @Nullable BlockName before, int max) {
        var arguments = new ArrayList<Object>();
        var sql = new StringBuilder("select begun, writer from trail_%d_block where 1 = 1".formatted(part));
        if (before != null) {
            sql.append(" and (begun < ? or (begun = ? and writer < ?))");
            arguments.addAll(List.of(before.begun(), before.begun(), before.writer()));
        }
        filter.addTo(sql, arguments);
        sql.append(" order by begun desc, writer desc limit ?");
        arguments.add(max);
        return ofPart(part, sql.toString(), (row, number) -> new BlockHead(part, name(row)), arguments.toArray());
    }

    /** All blocks of a part whose last event was then, and the ids that they may have. */
    List<Indexed> indexed(int part, Instant from, Instant to) {
        return ofPart(
                part,
                "select begun, writer, ids from trail_%d_block where last_at >= ? and last_at < ? order by begun desc, writer desc"
                        .formatted(part),
                (row, number) -> new Indexed(new BlockHead(part, name(row)), IdFilter.of(row.getBytes("ids"))),
                EventWriter.micros(from),
                EventWriter.micros(to));
    }

    boolean has(int part, BlockName name) {
        return !ofPart(
                        part,
                        "select 1 from trail_%d_block where begun = ? and writer = ?".formatted(part),
                        (row, number) -> true,
                        name.begun(),
                        name.writer())
                .isEmpty();
    }

    /** What a block holds; empty if its part was dropped meanwhile. */
    Optional<byte[]> body(BlockHead head) {
        List<byte[]> slices = ofPart(
                head.part(),
                "select body from trail_%d_body where begun = ? and writer = ? order by slice".formatted(head.part()),
                (row, number) -> row.getBytes("body"),
                head.name().begun(),
                head.name().writer());
        var body = new ByteArrayOutputStream(slices.size() * SLICE);
        slices.forEach(body::writeBytes);
        return slices.isEmpty() ? Optional.empty() : Optional.of(body.toByteArray());
    }

    /** Nothing, if the part was dropped meanwhile. A table that cannot be read is another thing, and is said. */
    private <T> List<T> ofPart(int part, String sql, RowMapper<T> mapper, Object... arguments) {
        try {
            return database.query(sql, mapper, arguments);
        } catch (BadSqlGrammarException e) {
            if (all().stream().anyMatch(kept -> kept.number() == part)) {
                throw e;
            }
            return List.of();
        }
    }

    private static BlockName name(ResultSet row) throws SQLException {
        return new BlockName(row.getLong("begun"), row.getString("writer"));
    }
}
