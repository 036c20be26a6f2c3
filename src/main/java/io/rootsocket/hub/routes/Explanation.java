package io.rootsocket.hub.routes;

import io.rootsocket.hub.schedule.ScheduledEndpoint;
import io.rootsocket.hub.text.NearestWord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * An exception, in a sentence for a person.
 *
 * @param message what and why
 * @param suggestion what to do, where that is known
 * @param words the words of the file that the message is about, to find their line; the best first
 * @param last whether the last place with such a word is meant, not the nearest
 */
record Explanation(String message, Optional<String> suggestion, List<String> words, boolean last) {

    Explanation(String message, Optional<String> suggestion, List<String> words) {
        this(message, suggestion, words, false);
    }

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern MEANT = Pattern.compile(" ?(Did you mean `[^`]+`\\?)");

    /** How a kind of message of Camel's is said to a person. */
    private record Rule(Pattern said, Telling telling) {}

    private interface Telling {
        Explanation tell(Matcher said, LiveNames names);
    }

    private static final List<Rule> RULES = List.of(
            rule(
                    "No endpoint could be found for: ([^:]+):",
                    (said, names) -> new Explanation(
                            "There is no component `%s`.".formatted(said.group(1)),
                            NearestWord.suggestion(said.group(1), names.components())
                                    .or(() -> Optional.of("If it is the right one, put its jar into ext/.")),
                            List.of(said.group(1)))),
            rule(
                    "No bean could be found in the registry for: ([^ ]+)",
                    (said, names) -> new Explanation(
                            "There is no bean `%s`.".formatted(said.group(1)),
                            Optional.of("Declare it under `beans`."),
                            List.of(said.group(1)))),
            rule(
                    "Resource not found: .*?([\\w-]+)\\.kamelet\\.yaml",
                    (said, names) -> new Explanation(
                            "There is no kamelet `%s`.".formatted(said.group(1)),
                            Optional.of("Put %s.kamelet.yaml into the folder kamelets, or the jar that has it into ext/."
                                    .formatted(said.group(1))),
                            List.of(said.group(1)))),
            rule(
                    "Cannot find RouteTemplate with id (.+)",
                    (said, names) -> new Explanation(
                            "There is no route template `%s`.".formatted(said.group(1)),
                            NearestWord.suggestion(said.group(1), names.templates()),
                            List.of(said.group(1)))),
            rule(
                    "Route template (.+) the following mandatory parameters must be provided: (.+)",
                    (said, names) -> new Explanation(
                            "The template `%s` needs the parameters that are missing here: %s."
                                    .formatted(said.group(1), said.group(2)),
                            Optional.of("Give them under `parameters`."),
                            List.of(said.group(1)))),
            rule(
                    "There is no time zone `(.+)`",
                    (said, names) -> new Explanation(
                            said.group() + ".",
                            NearestWord.suggestion(said.group(1), ScheduledEndpoint.zones()),
                            List.of(said.group(1)))),
            rule(
                    "Duplicate id detected: ([^ ]+)\\.",
                    (said, names) -> new Explanation(
                            "The id `%s` is used twice in this route.".formatted(said.group(1)),
                            Optional.of("Give each step an id of its own, or none."),
                            List.of(said.group(1)),
                            true)),
            rule(
                    "Starting directory does not exist: (.+)",
                    (said, names) -> new Explanation(
                            "There is no folder `%s`.".formatted(said.group(1)),
                            Optional.of("Create it, or leave out `startingDirectoryMustExist`."),
                            List.of(said.group(1)))));

    private static Rule rule(String said, Telling telling) {
        return new Rule(Pattern.compile(said), telling);
    }

    static Explanation of(Throwable failure, LiveNames names) {
        Throwable root = root(failure);
        String message = message(root);
        for (Rule rule : RULES) {
            Matcher said = rule.said().matcher(message);
            if (said.find()) {
                return rule.telling().tell(said, names);
            }
        }
        if (root instanceof ClassNotFoundException) {
            return new Explanation(
                    "There is no class `%s`.".formatted(message),
                    Optional.of("Put its jar into ext/."),
                    List.of(message));
        }
        return asItIs(message);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String message(Throwable root) {
        return root instanceof MarkedYamlEngineException yaml && yaml.getProblem() != null
                ? yaml.getProblem()
                : Objects.requireNonNullElse(root.getMessage(), root.toString());
    }

    private static Explanation asItIs(String message) {
        String sentence = firstLine(message);
        Matcher meant = MEANT.matcher(sentence);
        Optional<String> suggestion = meant.find() ? Optional.of(meant.group(1)) : Optional.empty();
        List<String> quoted =
                QUOTED.matcher(sentence).results().map(found -> found.group(1)).toList();
        return new Explanation(meant.replaceAll(""), suggestion, quoted);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
