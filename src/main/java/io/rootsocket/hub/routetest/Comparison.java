package io.rootsocket.hub.routetest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.routetest.TestFile.Answer;
import io.rootsocket.hub.routetest.TestFile.Expected;
import io.rootsocket.hub.text.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares what was expected with what came, and writes the difference down: - expected, + came. */
final class Comparison {

    /** Most often, whoever is sent nothing is asked for something. */
    private static final String ASKED = "(no body; if it is asked for something, `answers` says what it answers)";

    private final List<String> difference = new ArrayList<>();

    private Comparison() {}

    /** @return the lines of the difference; empty if there is none */
    static List<String> of(Expected expected, TestBench bench) throws IOException {
        var comparison = new Comparison();
        comparison.lists("channel", expected.messages(), bench.messages());
        comparison.lists("sent to", expected.sent(), bench.sent());
        if (expected.answer() != null) {
            comparison.answer(
                    expected.answer(), bench.answer().orElse(new PortlessHttpEngine.Answered(0, "", Map.of())));
        }
        comparison.files(expected.files(), bench.files());
        comparison.deadLetters(expected.deadLetters(), bench.deadLetters());
        boolean isShown = expected.answer() != null && expected.answer().body() != null;
        if (!comparison.difference.isEmpty() && !isShown) {
            bench.answer().ifPresent(comparison::whatTheCallerGot);
        }
        return comparison.difference;
    }

    private void lists(String what, Map<String, List<JsonNode>> expected, Map<String, ? extends List<?>> came) {
        var names = new TreeSet<>(expected.keySet());
        names.addAll(came.keySet());
        for (String name : names) {
            List<JsonNode> wanted = expected.getOrDefault(name, List.of());
            List<String> got = came.containsKey(name)
                    ? came.get(name).stream().map(Comparison::text).toList()
                    : List.of();
            list("%s %s".formatted(what, name), wanted, got);
        }
    }

    private void list(String what, List<JsonNode> wanted, List<String> got) {
        var lines = new ArrayList<String>();
        boolean same = true;
        for (int i = 0; i < Math.max(wanted.size(), got.size()); i++) {
            boolean matches = i < wanted.size() && i < got.size() && matches(wanted.get(i), got.get(i));
            if (matches) {
                lines.add("    " + got.get(i));
                continue;
            }
            same = false;
            if (i < wanted.size()) {
                lines.add("  - " + text(wanted.get(i)));
            }
            if (i < got.size()) {
                lines.add("  + " + (got.get(i).isEmpty() ? ASKED : got.get(i)));
            }
        }
        if (!same) {
            difference.add("  " + what + ":");
            difference.addAll(lines);
        }
    }

    private void answer(Answer expected, PortlessHttpEngine.Answered came) {
        if (expected.status() != 0 && expected.status() != came.status()) {
            change("answer's status", String.valueOf(expected.status()), String.valueOf(came.status()));
        }
        JsonNode body = expected.body();
        if (body != null && !matches(body, came.body())) {
            change("answer's body", text(body), came.body());
        }
        expected.headers().forEach((name, value) -> {
            String got = came.headers().getOrDefault(name, "(none)");
            if (!matches(value, got)) {
                change("answer's header " + name, text(value), got);
            }
        });
    }

    /** It often says why nothing was sent. */
    private void whatTheCallerGot(PortlessHttpEngine.Answered answer) {
        String body = OneLine.of(answer.body());
        difference.add("  the webhook answered %d%s".formatted(answer.status(), body.isEmpty() ? "" : ": " + body));
    }

    private void files(List<String> patterns, List<String> files) {
        if (patterns.isEmpty()) {
            return;
        }
        for (String pattern : patterns) {
            if (files.stream().noneMatch(file -> isLike(pattern, file))) {
                change("files", pattern, "(none)");
            }
        }
        files.stream()
                .filter(file -> patterns.stream().noneMatch(pattern -> isLike(pattern, file)))
                .forEach(file -> difference.addAll(List.of("  files:", "  + " + file)));
    }

    private static boolean isLike(String pattern, String file) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(file));
    }

    private void deadLetters(List<String> kinds, List<JsonNode> letters) {
        List<String> came = letters.stream()
                .map(letter -> letter.at("/reason/kind").asText())
                .toList();
        if (!came.equals(kinds)) {
            change("dead letters", kinds.toString(), came.toString());
            letters.forEach(letter -> difference.add(
                    "    because: " + letter.at("/reason/message").asText()));
        }
    }

    private void change(String what, String expected, String came) {
        difference.addAll(List.of("  " + what + ":", "  - " + expected, "  + " + came));
    }

    /** An expectation is a text, a pattern as {@code matches: …}, a part as {@code contains: …}, or JSON. */
    private static boolean matches(JsonNode expected, String came) {
        if (expected.isObject() && expected.size() == 1 && expected.has("matches")) {
            return came.matches("(?s)" + expected.path("matches").asText());
        }
        if (expected.isObject() && expected.size() == 1 && expected.has("contains")) {
            return came.contains(expected.path("contains").asText());
        }
        if (expected.isContainerNode()) {
            try {
                return Wire.readTree(came).equals(Wire.readTree(expected.toString()));
            } catch (JsonProcessingException notJson) {
                return false;
            }
        }
        return expected.asText().equals(came);
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value instanceof JsonNode node ? node.isTextual() ? node.asText() : node.toString() : value.toString();
    }
}
