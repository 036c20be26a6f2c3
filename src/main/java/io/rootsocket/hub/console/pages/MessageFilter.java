package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.TrailFilter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which messages are asked for, as the fields of a form have it; empty where it asks for nothing. */
record MessageFilter(
        String route, String channel, String kind, String result, String end, String from, String to, String text) {

    /** @param fields what a field says, by its name */
    static MessageFilter of(Function<String, Optional<String>> fields) {
        Function<String, String> field = name -> fields.apply(name).orElse("");
        return new MessageFilter(
                field.apply("route"),
                field.apply("channel"),
                field.apply("kind"),
                field.apply("result"),
                field.apply("end"),
                field.apply("from"),
                field.apply("to"),
                field.apply("text"));
    }

    boolean isAll() {
        return parts().isEmpty();
    }

    /** What it asks for, by the names of its fields. */
    Map<String, String> parts() {
        var parts = new LinkedHashMap<String, String>();
        parts.put("route", route);
        parts.put("channel", channel);
        parts.put("kind", kind);
        parts.put("result", result);
        parts.put("end", end);
        parts.put("from", from);
        parts.put("to", to);
        parts.put("text", text);
        parts.values().removeIf(String::isEmpty);
        return parts;
    }

    /** As the beginning of a query: empty, or with an ampersand at its end. */
    String query() {
        return parts().entrySet().stream()
                .map(part ->
                        "%s=%s&".formatted(part.getKey(), URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8)))
                .collect(Collectors.joining());
    }

    /** As options of a command. */
    String options() {
        return parts().entrySet().stream()
                .map(part -> " --%s %s".formatted(part.getKey(), quoted(part.getValue())))
                .collect(Collectors.joining());
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_.:/@-]+") ? word : "'%s'".formatted(word.replace("'", "'\\''"));
    }

    /**
     * As the trail takes it.
     *
     * @param zone where times are read that have no zone of their own
     * @throws IllegalArgumentException if a part cannot be; the message says which and why
     */
    TrailFilter toTrail(ZoneId zone, int max, Optional<String> before) {
        return new TrailFilter(
                given(route),
                given(channel),
                given(kind).map(word -> PageRequest.word("kind", word, SourceKind.class)),
                given(result).map(word -> PageRequest.word("result", word, Result.class)),
                given(end).map(word -> PageRequest.word("end", word, MessageEnd.class)),
                given(from).map(time -> PageRequest.time("from", time, zone)),
                given(to).map(time -> PageRequest.time("to", time, zone)),
                given(text),
                max,
                before);
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }
}
