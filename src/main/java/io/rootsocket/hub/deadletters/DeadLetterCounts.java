package io.rootsocket.hub.deadletters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.rootsocket.hub.text.Counted;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many dead letters there are, as of a moment.
 *
 * @param byKind of each kind of which there are any
 */
public record DeadLetterCounts(Map<DeadLetter.Kind, Long> byKind) {

    public static final DeadLetterCounts NONE = new DeadLetterCounts(Map.of());

    public DeadLetterCounts {
        var copy = new EnumMap<DeadLetter.Kind, Long>(DeadLetter.Kind.class);
        copy.putAll(byKind);
        byKind = Collections.unmodifiableMap(copy);
    }

    public long of(DeadLetter.Kind kind) {
        return byKind.getOrDefault(kind, 0L);
    }

    /** {@code 3 dead letters (1 retry, 2 route)}. */
    @Override
    public String toString() {
        String kinds = byKind.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        return Counted.of(total(), "dead letter") + (kinds.isEmpty() ? "" : " (%s)".formatted(kinds));
    }

    @JsonIgnore
    public long total() {
        return byKind.values().stream().mapToLong(Long::longValue).sum();
    }
}
