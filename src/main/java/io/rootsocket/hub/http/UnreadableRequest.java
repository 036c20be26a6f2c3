package io.rootsocket.hub.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a request cannot be read, in the sender's words and without what it holds, which may be a secret. */
final class UnreadableRequest {

    private static final int MAX_SHOWN = 50;
    private static final String CANNOT_BE = "The body has a value that cannot be.";

    private UnreadableRequest() {}

    static String notJson(JsonProcessingException problem) {
        JsonLocation at = problem.getLocation();
        return problem instanceof StreamConstraintsException || at == null
                ? "The body has too many levels, or a name, a text or a number that is too long."
                : "The body is not JSON: line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr());
    }

    static String unknown(String name, List<String> known) {
        return "`%s` is not known here. %s"
                .formatted(
                        name.length() > MAX_SHOWN ? name.substring(0, MAX_SHOWN) + "…" : name,
                        known.isEmpty()
                                ? "This takes no fields."
                                : "Use %s."
                                        .formatted(known.stream()
                                                .map("`%s`"::formatted)
                                                .collect(Collectors.joining(", "))));
    }

    static String reason(JsonProcessingException problem) {
        if (problem instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return Objects.toString(refused.getCause().getMessage(), CANNOT_BE);
        }
        if (problem instanceof MismatchedInputException mismatched) {
            return "`%s` must be %s.".formatted(field(mismatched.getPath()), expected(mismatched.getTargetType()));
        }
        return problem instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? "`%s` has a value that cannot be.".formatted(field(mapping.getPath()))
                : CANNOT_BE;
    }

    private static String field(List<Reference> path) {
        var field = new StringBuilder();
        for (Reference step : path) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return field.toString();
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            return "one of "
                    + Stream.of(type.getEnumConstants()).map(String::valueOf).collect(Collectors.joining(", "));
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Instant.class) {
            return "a time, such as \"2026-12-24T17:00:00Z\"";
        }
        return List.class.isAssignableFrom(type) ? "a list" : "a text";
    }
}
