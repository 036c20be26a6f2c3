package io.rootsocket.hub.engine.reload;

import io.rootsocket.hub.engine.validate.NearestWord;
import io.rootsocket.hub.schedule.ScheduledEndpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.ExpressionIllegalSyntaxException;
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
        Explanation tell(Matcher said, Words words);
    }

    private static final List<Rule> RULES = List.of(
            rule(
                    "Failed to resolve endpoint: ([\\w-]+):.*Unknown parameters=\\[\\{(.*)}]",
                    (said, words) -> unknownOptions(said.group(1), said.group(2), words)),
            rule(
                    "No endpoint could be found for: ([^:]+):",
                    (said, words) -> new Explanation(
                            "There is no component `%s`.".formatted(said.group(1)),
                            NearestWord.suggestion(said.group(1), words.components())
                                    .or(() -> Optional.of("If it is the right one, put its jar into ext/.")),
                            List.of(said.group(1)))),
            rule(
                    "Property with key \\[([^]]+)] not found",
                    (said, words) -> new Explanation(
                            "There is no setting `%s`.".formatted(said.group(1)),
                            NearestWord.suggestion(said.group(1), words.settings())
                                    .or(() -> Optional.of(
                                            "Set it in application.properties, or give it a default: `{{%s:…}}`."
                                                    .formatted(said.group(1)))),
                            List.of(said.group(1)))),
            rule(
                    "No bean could be found in the registry for: ([^ ]+)",
                    (said, words) -> new Explanation(
                            "There is no bean `%s`.".formatted(said.group(1)),
                            Optional.of("Declare it under `beans`."),
                            List.of(said.group(1)))),
            rule(
                    "Resource not found: .*?([\\w-]+)\\.kamelet\\.yaml",
                    (said, words) -> new Explanation(
                            "There is no kamelet `%s`.".formatted(said.group(1)),
                            Optional.of("Put it into the folder `kamelets`."),
                            List.of(said.group(1)))),
            rule(
                    "Cannot find RouteTemplate with id (.+)",
                    (said, words) -> new Explanation(
                            "There is no route template `%s`.".formatted(said.group(1)),
                            NearestWord.suggestion(said.group(1), words.templates()),
                            List.of(said.group(1)))),
            rule(
                    "Route template (.+) the following mandatory parameters must be provided: (.+)",
                    (said, words) -> new Explanation(
                            "The template `%s` needs the parameters that are missing here: %s."
                                    .formatted(said.group(1), said.group(2)),
                            Optional.of("Give them under `parameters`."),
                            List.of(said.group(1)))),
            rule("Unknown node id: (.+)", (said, words) -> unknownWord(said.group(1), words.steps())),
            rule("Unsupported field: (.+)", (said, words) -> unknownWord(said.group(1), words.all())),
            rule(
                    "Field: (.+) has already been configured as an expression",
                    (said, words) -> unknownWord(said.group(1), words.all())),
            rule(
                    "Node should have only have 1 key, was: \\d+ keys: \\[[^,]+,([^,\\]]+).*",
                    (said, words) -> new Explanation(
                            "`%s` stands in the same step as the word above it.".formatted(said.group(1)),
                            Optional.of("Begin each step with `- `."),
                            List.of(said.group(1)))),
            rule(
                    "Uri is mandatory",
                    (said, words) -> new Explanation(
                            "There is no `uri` here.",
                            Optional.of("Say with `uri` where the message comes from or goes to."),
                            List.of("from", "to", "toD"))),
            rule(
                    "For input string: \"(.*)\"",
                    (said, words) -> new Explanation(
                            "`%s` is not a number.".formatted(said.group(1)),
                            Optional.of("Write a whole number."),
                            List.of(said.group(1)))),
            rule(
                    "There is no time zone `(.+)`",
                    (said, words) -> new Explanation(
                            said.group() + ".",
                            NearestWord.suggestion(said.group(1), ScheduledEndpoint.zones()),
                            List.of(said.group(1)))),
            rule(
                    "Cannot convert the String value: (.*) to type: boolean",
                    (said, words) -> new Explanation(
                            "`%s` is neither true nor false.".formatted(said.group(1)),
                            Optional.of("Write `true` or `false`."),
                            List.of(said.group(1)))),
            rule(
                    "Enum class class (.+) does not have any constant with value: (.+)",
                    (said, words) -> unknownChoice(said.group(1), said.group(2))),
            rule(
                    "Unknown function: (.+)",
                    (said, words) -> new Explanation(
                            "There is no function `%s` in Simple.".formatted(said.group(1)),
                            NearestWord.suggestion(said.group(1), words.simpleFunctions()),
                            List.of(said.group(1), "simple"))),
            rule(
                    "Duplicate id detected: ([^ ]+)\\.",
                    (said, words) -> new Explanation(
                            "The id `%s` is used twice in this route.".formatted(said.group(1)),
                            Optional.of("Give each step an id of its own, or none."),
                            List.of(said.group(1)),
                            true)),
            rule(
                    "Starting directory does not exist: (.+)",
                    (said, words) -> new Explanation(
                            "There is no folder `%s`.".formatted(said.group(1)),
                            Optional.of("Create it, or leave out `startingDirectoryMustExist`."),
                            List.of(said.group(1)))));

    private static Rule rule(String said, Telling telling) {
        return new Rule(Pattern.compile(said), telling);
    }

    static Explanation of(Throwable failure, Words words) {
        Throwable root = root(failure);
        String message = message(root);
        for (Rule rule : RULES) {
            Matcher said = rule.said().matcher(message);
            if (said.find()) {
                return rule.telling().tell(said, words);
            }
        }
        if (root instanceof ClassNotFoundException) {
            return new Explanation(
                    "There is no class `%s`.".formatted(message),
                    Optional.of("Put its jar into ext/."),
                    List.of(message));
        }
        return expression(failure, message).orElseGet(() -> asItIs(message));
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

    private static Explanation unknownOptions(String scheme, String options, Words words) {
        List<String> names = Arrays.stream(options.split(", ?(?=[\\w.-]+=)"))
                .map(option -> option.replaceFirst("=.*", ""))
                .toList();
        String said = names.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
        List<String> meant = names.stream()
                .flatMap(name -> NearestWord.suggestion(name, words.options(scheme)).stream())
                .toList();
        return new Explanation(
                "Unknown option %s on `%s:`.".formatted(said, scheme),
                meant.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", meant)),
                names);
    }

    private static Explanation unknownWord(String word, java.util.Collection<String> known) {
        return new Explanation(
                "Unknown word `%s`.".formatted(word),
                word.startsWith("-")
                        ? Optional.of("Put a space after the dash: `- %s`.".formatted(word.substring(1)))
                        : NearestWord.suggestion(word, known),
                List.of(word));
    }

    private static Explanation unknownChoice(String type, String word) {
        List<String> choices = List.of();
        try {
            choices = Arrays.stream(Class.forName(type).getEnumConstants())
                    .map(Object::toString)
                    .toList();
        } catch (ClassNotFoundException e) {
            // Then the message goes without the choices.
        }
        return new Explanation(
                "`%s` is none of %s.".formatted(word, choices), NearestWord.suggestion(word, choices), List.of(word));
    }

    /** A text in Simple, jq or JSONPath that is not one. */
    private static Optional<Explanation> expression(Throwable failure, String message) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExpressionIllegalSyntaxException e) {
                String text = Objects.requireNonNullElse(e.getExpression(), "");
                Optional<String> fix =
                        message.contains("functionEnd") ? Optional.of("A `}` is missing.") : Optional.empty();
                return Optional.of(new Explanation(
                        "`%s` cannot be understood: %s".formatted(text, firstLine(message)), fix, words(text)));
            }
            if (cause instanceof Expressions.NotOneException e) {
                return Optional.of(new Explanation(
                        "`%s` is not %s: %s".formatted(e.text(), e.language(), firstLine(message)),
                        Optional.empty(),
                        words(e.text())));
            }
        }
        return Optional.empty();
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(1).forEach(words::add);
        return words;
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
