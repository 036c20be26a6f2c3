package io.rootsocket.hub.validate.flow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.support.PatternHelper;

/**
 * What outsiders have a say in, of a message at one point of a route.
 *
 * @param origin who began it, if that was an outsider
 * @param body who wrote the body
 * @param headers those that the route set, and who chose their values; names in lower case
 * @param others the headers as they came
 * @param variables who chose their values
 * @param properties who chose their values
 */
record Message(
        Optional<Outsider> origin,
        Optional<Taint> body,
        Map<String, Optional<Taint>> headers,
        Optional<OtherHeaders> others,
        Map<String, Taint> variables,
        Map<String, Taint> properties) {

    /** Nobody but the route has written anything into it. */
    static final Message OURS =
            new Message(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Map.of(), Map.of());

    Message {
        headers = Map.copyOf(headers);
        variables = Map.copyOf(variables);
        properties = Map.copyOf(properties);
    }

    static Message from(Outsider origin) {
        return new Message(
                Optional.of(origin),
                Optional.of(Taint.body(origin)),
                Map.of(),
                Optional.of(OtherHeaders.all(origin)),
                Map.of(),
                Map.of());
    }

    Optional<Taint> taint(Read read) {
        return switch (read.part()) {
            case BODY -> body;
            case HEADER -> header(read.name());
            case ANY_HEADER ->
                headers.values().stream()
                        .flatMap(Optional::stream)
                        .findFirst()
                        .or(() -> others.map(left -> new Taint(left.origin(), "a header", Optional.empty())));
            case VARIABLE -> Optional.ofNullable(variables.get(read.name()));
            case ANY_VARIABLE -> variables.values().stream().findFirst();
            case PROPERTY ->
                read.name().equals("CamelExceptionCaught")
                        ? taint(Read.ORIGINAL)
                        : Optional.ofNullable(properties.get(read.name()));
            case ANY_PROPERTY -> properties.values().stream().findFirst();
            case FILE_NAME -> header("CamelFileName");
            case ORIGINAL -> origin.map(by -> new Taint(by, "what came with the message", Optional.empty()));
        };
    }

    Optional<Taint> header(String name) {
        Optional<Taint> set = headers.get(lower(name));
        return set != null ? set : others.flatMap(left -> left.taint(name));
    }

    Message withBody(Optional<Taint> taint) {
        return new Message(origin, taint, headers, others, variables, properties);
    }

    Message withHeader(String name, Optional<Taint> taint) {
        var changed = new HashMap<>(headers);
        changed.put(lower(name), taint);
        return new Message(origin, body, changed, others, variables, properties);
    }

    Message withVariable(String name, Optional<Taint> taint) {
        return new Message(origin, body, headers, others, changed(variables, name, taint), properties);
    }

    /** With what other messages have left behind for all, where this one has nothing of its own. */
    Message withShared(Map<String, Taint> shared) {
        return new Message(origin, body, headers, others, either(variables, shared), properties);
    }

    Message withProperty(String name, Optional<Taint> taint) {
        return new Message(origin, body, headers, others, variables, changed(properties, name, taint));
    }

    /** A server that was asked apart from the route has given the body and said of what type it is. */
    Message polled(Outsider by) {
        return withBody(Optional.of(Taint.body(by)))
                .withHeader("Content-Type", Optional.of(Taint.header(by, "Content-Type")));
    }

    /** The answer of a server: its body, and its headers beside those that were there. */
    Message answered(Outsider by) {
        return new Message(
                origin,
                Optional.of(Taint.body(by)),
                headers,
                others.or(() -> Optional.of(OtherHeaders.all(by))),
                variables,
                properties);
    }

    /** @param keep patterns of what stays, though the other pattern would remove it */
    Message withoutHeaders(String pattern, List<String> keep) {
        var left = new HashMap<String, Optional<Taint>>();
        headers.forEach((name, taint) -> {
            boolean kept = keep.stream().anyMatch(stays -> PatternHelper.matchPattern(name, stays));
            if (!kept && PatternHelper.matchPattern(name, pattern)) {
                // Also of those that came there is none of this name any more.
                if (others.isPresent()) {
                    left.put(name, Optional.empty());
                }
            } else {
                left.put(name, taint);
            }
        });
        return new Message(
                origin, body, left, others.flatMap(came -> came.without(pattern, keep)), variables, properties);
    }

    /** After a check of these, what passed it is one of the values that the route names. */
    Message checked(Set<Read> reads) {
        Message message = this;
        for (Read read : reads) {
            message = switch (read.part()) {
                case BODY -> message.withBody(Optional.empty());
                case HEADER -> message.withHeader(read.name(), Optional.empty());
                case VARIABLE -> message.withVariable(read.name(), Optional.empty());
                case PROPERTY -> message.withProperty(read.name(), Optional.empty());
                default -> message;
            };
        }
        return message;
    }

    Message signed() {
        return new Message(
                origin.map(Outsider::signed),
                body.map(Taint::signed),
                mapped(headers, taint -> taint.map(Taint::signed)),
                others.map(OtherHeaders::signed),
                mapped(variables, Taint::signed),
                mapped(properties, Taint::signed));
    }

    /** Either of two, where a route may have gone both ways. */
    Message or(Message other) {
        if (equals(other)) {
            return this;
        }
        var names = new HashSet<>(headers.keySet());
        names.addAll(other.headers.keySet());
        Map<String, Optional<Taint>> either = names.stream()
                .collect(Collectors.toMap(name -> name, name -> header(name).or(() -> other.header(name))));
        BinaryOperator<OtherHeaders> both = OtherHeaders::or;
        return new Message(
                origin.or(other::origin),
                body.or(other::body),
                either,
                Stream.of(others, other.others).flatMap(Optional::stream).reduce(both),
                either(variables, other.variables),
                either(properties, other.properties));
    }

    private static Map<String, Taint> either(Map<String, Taint> one, Map<String, Taint> other) {
        var all = new HashMap<>(other);
        all.putAll(one);
        return all;
    }

    private static Map<String, Taint> changed(Map<String, Taint> known, String name, Optional<Taint> taint) {
        var all = new HashMap<>(known);
        all.remove(name);
        taint.ifPresent(value -> all.put(name, value));
        return all;
    }

    private static <V> Map<String, V> mapped(Map<String, V> values, java.util.function.UnaryOperator<V> change) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> change.apply(entry.getValue())));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
