package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.outbox.message.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which dead letters are meant: those for which everything given holds. Empty parts hold for all.
 *
 * @param id its id
 * @param channel the channel it was meant for
 * @param route the route that accepted it
 * @param kind what to do about it
 * @param olderThan how long ago it was given up, at least
 * @param ids it is one of these; empty holds for all
 */
public record DeadLetterFilter(
        Optional<String> id,
        Optional<String> channel,
        Optional<String> route,
        Optional<DeadLetter.Kind> kind,
        Optional<Duration> olderThan,
        List<String> ids) {

    private static final String ANY = "1 = 1";

    public DeadLetterFilter {
        ids = List.copyOf(ids);
    }

    /** Without a list of ids. */
    public DeadLetterFilter(
            Optional<String> id,
            Optional<String> channel,
            Optional<String> route,
            Optional<DeadLetter.Kind> kind,
            Optional<Duration> olderThan) {
        this(id, channel, route, kind, olderThan, List.of());
    }

    /** Those of a list; the broker looks at all of its letters for each list, so it should be neither short nor endless. */
    public static DeadLetterFilter ofIds(List<String> ids) {
        return new DeadLetterFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), ids);
    }

    /** All of them. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The one with an id. */
    public static DeadLetterFilter ofId(String id) {
        return new DeadLetterFilter(
                Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The selector of those whose id begins with it. */
    static String beginningWith(String beginning) {
        String literal = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return "%s LIKE %s ESCAPE '\\'".formatted(Property.ID, literal(literal + "%"));
    }

    /** What is given, in a few words for the log. */
    @Override
    public String toString() {
        var given = new ArrayList<String>();
        id.ifPresent(value -> given.add("id=" + value));
        channel.ifPresent(value -> given.add("channel=" + value));
        route.ifPresent(value -> given.add("route=" + value));
        kind.ifPresent(value -> given.add("kind=" + value));
        olderThan.ifPresent(value -> given.add("olderThan=" + value));
        if (!ids.isEmpty()) {
            given.add(ids.size() + " ids");
        }
        return given.isEmpty() ? "all" : String.join(", ", given);
    }

    /**
     * The same as a JMS selector. One that cannot be read has no id of the hub's, but one of the broker's; it has no other
     * mark.
     */
    String selector(Instant now) {
        List<String> conditions = new ArrayList<>(List.of(ANY));
        id.ifPresent(value -> conditions.add(
                "(%s OR JMSMessageID = %s)".formatted(equal(Property.ID, value), literal("ID:" + value))));
        channel.ifPresent(value -> conditions.add(equal(Property.CHANNEL, value)));
        route.ifPresent(value -> conditions.add(equal(Property.ROUTE, value)));
        kind.ifPresent(value -> conditions.add(equal(Property.KIND, value.name())));
        olderThan.ifPresent(age ->
                conditions.add(Property.FAILED_AT + " <= " + now.minus(age).toEpochMilli()));
        if (!ids.isEmpty()) {
            conditions.add("%s IN (%s)"
                    .formatted(
                            Property.ID,
                            ids.stream().map(DeadLetterFilter::literal).collect(Collectors.joining(", "))));
        }
        return String.join(" AND ", conditions);
    }

    private static String equal(String property, String value) {
        return "%s = %s".formatted(property, literal(value));
    }

    static String literal(String value) {
        return "'%s'".formatted(value.replace("'", "''"));
    }
}
