package io.rootsocket.hub.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The dashboard and the alert rules that the hub ships. */
final class Dashboard {

    static final Path DEPLOY = Path.of("src/main/deploy");
    static final Path FILE = DEPLOY.resolve("grafana/rootsocket-hub.json");
    static final Path RULES = DEPLOY.resolve("prometheus/rules.yml");

    private static final Pattern EXPRESSION =
            Pattern.compile("^        expr: (?:>-\n((?:          .*\n)+)|(.*)\n)", Pattern.MULTILINE);

    private Dashboard() {}

    static JsonNode json() {
        try {
            return new JsonMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> panels() {
        return StreamSupport.stream(json().get("panels").spliterator(), false).toList();
    }

    /** What its panels and its notes ask for. */
    static List<String> expressions() {
        var expressions = new ArrayList<String>();
        panels().forEach(panel -> panel.path("targets")
                .forEach(target -> expressions.add(target.get("expr").asText())));
        json().at("/annotations/list")
                .forEach(note -> expressions.add(note.get("expr").asText()));
        return expressions;
    }

    static List<String> alertExpressions() {
        return EXPRESSION
                .matcher(Page.read(RULES))
                .results()
                .map(Dashboard::expression)
                .toList();
    }

    private static String expression(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }
}
