package io.rootsocket.hub.polling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * A table whose rows are taken one after the other. Values, safe for threads.
 *
 * @param name of the table
 * @param key the column that tells rows apart, and says in which order they come
 * @param done the column that a row which was taken gets the time in; empty to delete the row
 * @param body the column that holds what goes on; empty for the whole row
 * @param channel the column that says into which channel; empty if the route says it
 */
record RowTable(String name, String key, String done, String body, String channel) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @throws IllegalArgumentException if one of these is no name */
    RowTable {
        requireName("table", name);
        requireName("key", key);
        for (String column : new String[] {done, body, channel}) {
            if (!column.isEmpty()) {
                requireName("done`, `body` or `channel", column);
            }
        }
    }

    private static void requireName(String parameter, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is `%s`, which is not the name of a table or a column.".formatted(parameter, name));
        }
    }

    /** A row that nobody else has, until the transaction of its connection ends. */
    record Row(Object key, String text, Optional<String> channel) {}

    /** The next row that nobody else is at work on. */
    Optional<Row> next(Connection database) throws SQLException {
        String sql = "select * from %s%s order by %s limit 1 for update skip locked"
                .formatted(name, done.isEmpty() ? "" : " where %s is null".formatted(done), key);
        try (var statement = database.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(read(rows)) : Optional.empty();
        }
    }

    private Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getObject(key),
                body.isEmpty() ? json(row) : text(value(row.getObject(body))),
                channel.isEmpty() ? Optional.empty() : Optional.ofNullable(row.getString(channel)));
    }

    private static String json(ResultSet row) throws SQLException {
        ObjectNode columns = JSON.createObjectNode();
        ResultSetMetaData about = row.getMetaData();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.set(about.getColumnLabel(i).toLowerCase(Locale.ROOT), value(row.getObject(i)));
        }
        return columns.toString();
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static JsonNode value(@Nullable Object column) {
        if (column instanceof PGobject own) {
            boolean isJson = own.getType().startsWith("json") && own.getValue() != null;
            return isJson ? parsed(own.getValue()) : JSON.valueToTree(own.getValue());
        }
        if (column instanceof Timestamp at) {
            return JSON.valueToTree(at.toInstant().toString());
        }
        boolean isPlain = column == null
                || column instanceof Number
                || column instanceof Boolean
                || column instanceof byte[]
                || column instanceof String;
        boolean isDate = column instanceof Date || column instanceof Time;
        return isPlain && !isDate ? JSON.valueToTree(column) : JSON.valueToTree(String.valueOf(column));
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL holds no JSON that is none", e);
        }
    }

    /** It is dealt with, once the transaction is committed. */
    void take(Connection database, Row row) throws SQLException {
        String sql = done.isEmpty()
                ? "delete from %s where %s = ?".formatted(name, key)
                : "update %s set %s = current_timestamp where %s = ?".formatted(name, done, key);
        try (var statement = database.prepareStatement(sql)) {
            statement.setObject(1, row.key());
            statement.executeUpdate();
        }
    }
}
