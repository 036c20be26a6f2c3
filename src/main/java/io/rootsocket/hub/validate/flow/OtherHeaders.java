package io.rootsocket.hub.validate.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.support.PatternHelper;

/**
 * The headers as they came, as far as the route left them in.
 *
 * @param origin who named them
 * @param only patterns of those that were kept when the others were removed; empty if all are there
 * @param except patterns of those that were removed
 */
record OtherHeaders(Outsider origin, List<String> only, List<String> except) {

    /** Of what begins with Camel, these are filled in by the component, from what the outsider sent. */
    private static final Set<String> FROM_THE_REQUEST = Set.of(
            "camelhttppath",
            "camelhttpquery",
            "camelhttprawquery",
            "camelhttpuri",
            "camelhttpurl",
            "camelkafkakey",
            "camelfilename",
            "camelfilenameonly",
            "camelfilenameconsumed",
            "camelfilepath",
            "camelfileabsolutepath",
            "camelfilerelativepath",
            "camelfileparent");

    OtherHeaders {
        only = List.copyOf(only);
        except = List.copyOf(except);
    }

    static OtherHeaders all(Outsider origin) {
        return new OtherHeaders(origin, List.of(), List.of());
    }

    boolean has(String name) {
        return (only.isEmpty() || matches(name, only)) && !matches(name, except);
    }

    Optional<Taint> taint(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        String key = name.toLowerCase(Locale.ROOT);
        if (key.startsWith("camelfile")) {
            return origin.kind().isFile() && FROM_THE_REQUEST.contains(key)
                    ? Optional.of(Taint.fileName(origin))
                    : Optional.empty();
        }
        // The firewall lets no outsider name one of Camel's own; what is left comes from the component.
        boolean camels = key.startsWith("camel");
        boolean filledIn = FROM_THE_REQUEST.contains(key) || origin.kind() == Outsider.Kind.OTHER;
        return camels && !filledIn ? Optional.empty() : Optional.of(Taint.header(origin, name));
    }

    /** @param keep patterns of what stays, though the other pattern would remove it */
    Optional<OtherHeaders> without(String pattern, List<String> keep) {
        if (!pattern.equals("*") && !pattern.equals(".*")) {
            // What it keeps of what it would remove is not worth a second list: it counts as kept.
            return keep.isEmpty()
                    ? Optional.of(new OtherHeaders(origin, only, plus(except, pattern)))
                    : Optional.of(this);
        }
        List<String> left = only.isEmpty()
                ? keep
                : only.stream().filter(name -> matches(name, keep)).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new OtherHeaders(origin, left, except));
    }

    OtherHeaders or(OtherHeaders other) {
        List<String> either = only.isEmpty() || other.only.isEmpty()
                ? List.of()
                : java.util.stream.Stream.concat(only.stream(), other.only.stream())
                        .distinct()
                        .toList();
        return new OtherHeaders(
                origin, either, except.stream().filter(other.except::contains).toList());
    }

    OtherHeaders signed() {
        return new OtherHeaders(origin.signed(), only, except);
    }

    private static List<String> plus(List<String> patterns, String pattern) {
        var all = new ArrayList<>(patterns);
        if (!all.contains(pattern)) {
            all.add(pattern);
        }
        return all;
    }

    private static boolean matches(String name, List<String> patterns) {
        return patterns.stream().anyMatch(pattern -> PatternHelper.matchPattern(name, pattern));
    }
}
