package io.rootsocket.hub.routes;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a person did, where the YAML parser says only what it had expected.
 *
 * @param line from 1
 * @param column from 1
 */
record YamlMistake(int line, int column, String message, String suggestion) {

    private static final Predicate<String> UNQUOTED_SETTING =
            Pattern.compile("[:-]\\s+\\{\\{.*").asPredicate();
    private static final Predicate<String> TWO_COLONS =
            Pattern.compile("[^\"']*:\\s+[^\"'\\s][^\"']*:(\\s.*|$)").asMatchPredicate();
    private static final Predicate<String> NO_SPACE =
            Pattern.compile("[\\s-]*[A-Za-z.]+:[^\\s/].*(?<!:)").asMatchPredicate();
    private static final Predicate<String> CONFLICT =
            Pattern.compile("(<{7}|={7}|>{7})( .*|$)").asMatchPredicate();
    private static final Pattern BEGINNING = Pattern.compile("\\s*(?:- )?(?:[\\w-]+:\\s+)?(\\S)");

    static YamlMistake of(String text, YamlEngineException failure) {
        List<String> lines = text.lines().toList();
        return conflict(lines).orElseGet(() -> {
            if (failure instanceof MarkedYamlEngineException marked) {
                return of(lines, marked);
            }
            return new YamlMistake(
                    1, 1, "This is not YAML: %s".formatted(failure.getMessage()), "Write it as a list of routes.");
        });
    }

    private static Optional<YamlMistake> conflict(List<String> lines) {
        return IntStream.range(0, lines.size())
                .filter(i -> CONFLICT.test(lines.get(i)))
                .mapToObj(i -> new YamlMistake(
                        i + 1,
                        1,
                        "Git left a conflict here: `%s`.".formatted(lines.get(i)),
                        "Keep one of the two versions and delete the markers."))
                .findFirst();
    }

    private static YamlMistake of(List<String> lines, MarkedYamlEngineException failure) {
        String problem = String.valueOf(failure.getProblem());
        String context = String.valueOf(failure.getContext());
        // A quote or a key that does not end is noticed lines later.
        boolean begins = context.contains("quoted scalar") || problem.contains("expected ':'");
        Optional<Mark> mark = begins
                ? failure.getContextMark().or(failure::getProblemMark)
                : failure.getProblemMark().or(failure::getContextMark);
        int line = mark.map(Mark::getLine).orElse(0);
        String above = line > 0 && line <= lines.size() ? lines.get(line - 1) : "";
        if (problem.contains("mapping values") && NO_SPACE.test(above)) {
            return noSpace(line, above);
        }
        String here = line < lines.size() ? lines.get(line) : "";
        String[] said = said(here, problem, context);
        return new YamlMistake(line + 1, mark.map(Mark::getColumn).orElse(0) + 1, said[0], said[1]);
    }

    private static YamlMistake noSpace(int line, String text) {
        return new YamlMistake(
                line,
                text.length() - text.stripLeading().length() + 1,
                "`%s` has no space after its first colon.".formatted(text.strip()),
                "Write `%s`.".formatted(text.strip().replaceFirst(":", ": ")));
    }

    /** The message and the suggestion. */
    private static String[] said(String line, String problem, String context) {
        if (problem.contains("\\t") || problem.contains("TAB") || line.matches("\\s*\t.*")) {
            return said("This line is indented with a tab.", "Replace the tab with spaces.");
        }
        if (UNQUOTED_SETTING.test(line)) {
            return said(
                    "A `{{` without quotes is YAML's own sign for a mapping.",
                    "Put quotes around a text that begins with `{{`.");
        }
        if (problem.contains("cannot start any token")
                || problem.contains("unexpected character")
                || context.contains("alias")) {
            return said("A text cannot begin with `%s`.".formatted(beginning(line)), "Put quotes around the text.");
        }
        if (problem.contains("expected ':'")) {
            return said(
                    "`%s` has no colon after it.".formatted(line.strip()),
                    "Write it as `name: value`, with a colon and a space.");
        }
        if (context.contains("quoted scalar")) {
            return said("A quote is opened here and never closed.", "Close the quote.");
        }
        return indented(line, problem);
    }

    private static String[] indented(String line, String problem) {
        if (problem.contains("mapping values") && TWO_COLONS.test(line)) {
            return said("The text has a `:` of its own.", "Put quotes around the text.");
        }
        String suggestion = "Check the indentation: what belongs together begins in the same column.";
        if (problem.contains("mapping values")) {
            return said(
                    "A mapping cannot begin here: this line is indented more than the one above it allows.",
                    suggestion);
        }
        return problem.contains("<block end>")
                ? said("This line is indented less than the lines that it belongs to.", suggestion)
                : said("This is not YAML: %s.".formatted(problem.replaceFirst("\\.$", "")), suggestion);
    }

    private static String beginning(String line) {
        Matcher beginning = BEGINNING.matcher(line);
        return beginning.lookingAt() ? beginning.group(1) : "";
    }

    private static String[] said(String message, String suggestion) {
        return new String[] {message, suggestion};
    }
}
