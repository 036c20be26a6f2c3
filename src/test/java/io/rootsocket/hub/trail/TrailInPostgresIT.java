package io.rootsocket.hub.trail;

import io.rootsocket.hub.testing.SharedPostgres;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** On a PostgreSQL. */
class TrailInPostgresIT extends TrailContract {

    private final DataSource database = database();

    private static DataSource database() {
        var source = new PGSimpleDataSource();
        source.setUrl(SharedPostgres.newDatabase());
        source.setUser(SharedPostgres.USER);
        return source;
    }

    @Override
    Optional<DataSource> shared() {
        return Optional.of(database);
    }

    @Override
    long bytesOnDisk() {
        Long bytes = new JdbcTemplate(database).queryForObject(
                "select coalesce(sum(pg_total_relation_size(oid)), 0) from pg_class where relname like 'trail%' and relkind = 'r'",
                Long.class);
        return bytes == null ? 0 : bytes;
    }
}
