package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.TrailFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which blocks may hold the beginning of a chain that is asked for. Those that are left out hold none.
 *
 * @param settled terms that a block has if its exchanges match when they arrive
 * @param later terms that it has, or a later block where one of its exchanges is open
 */
record BlockFilter(List<String> settled, List<String> later, Optional<Instant> from, Optional<Instant> to) {

    static BlockFilter of(TrailFilter filter) {
        List<String> settled = new ArrayList<>();
        filter.route().ifPresent(route -> settled.add(BlockIndex.term("route", route)));
        filter.kind().ifPresent(kind -> settled.add(BlockIndex.term(kind)));
        List<String> later = new ArrayList<>();
        filter.channel().ifPresent(channel -> later.add(BlockIndex.term("channel", channel)));
        filter.result().ifPresent(result -> later.add(BlockIndex.term(result)));
        filter.end().ifPresent(end -> later.add(BlockIndex.term(end)));
        return new BlockFilter(settled, later, filter.from(), filter.to());
    }

    void addTo(StringBuilder sql, List<Object> arguments) {
        from.ifPresent(earliest -> {
            sql.append(" and last_at >= ?");
            arguments.add(EventWriter.micros(earliest));
        });
        to.ifPresent(end -> {
            sql.append(" and first_at < ?");
            arguments.add(EventWriter.micros(end));
        });
        settled.forEach(term -> either(sql, arguments, List.of(term, BlockIndex.ANY_TERM)));
        later.forEach(term -> either(sql, arguments, List.of(term, BlockIndex.OPEN, BlockIndex.ANY_TERM)));
    }

    private static void either(StringBuilder sql, List<Object> arguments, List<String> terms) {
        String one = "position(cast(? as varchar) in terms) > 0";
        sql.append(" and (")
                .append(String.join(" or ", terms.stream().map(term -> one).toList()))
                .append(')');
        arguments.addAll(terms);
    }
}
