package io.rootsocket.hub.routes.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a person did, where the YAML parser says only what it had expected.
 *
 * @param line from 1
 * @param column from 1
 */
public record YamlMistake(int line, int column, String message, String suggestion) {

    private static final Predicate<String> UNQUOTED_SETTING =
            Pattern.compile("[:-]\\s+\\{\\{.*").asPredicate();
    private static final Predicate<String> TWO_COLONS =
            Pattern.compile("[^\"']*:\\s+[^\"'\\s][^\"']*:(\\s.*|$)").asMatchPredicate();
    private static final Predicate<String> NO_SPACE =
            Pattern.compile("[\\s-]*[A-Za-z.]+:[^\\s/].*(?<!:)").asMatchPredicate();
    private static final Predicate<String> ONE_WORD =
            Pattern.compile("\\s*(- +)?[A-Za-z]+\\s*").asMatchPredicate();
    private static final Predicate<String> CONFLICT =
            Pattern.compile("(<{7}|={7}|>{7})( .*|$)").asMatchPredicate();
    /** A no-break space in the indentation, or after a dash or a colon. */
    private static final Pattern HARD_SPACE =
            Pattern.compile("^[ \\t-]*[\\u00A0\\u202F\\u2007]|^[ -]*[\\w.-]+:[ ]*[\\u00A0\\u202F\\u2007]");

    /** What is wrong somewhere, and what to do about it. */
    private record Advice(String message, String suggestion) {

        YamlMistake at(int line, int column) {
            return new YamlMistake(line, column, message, suggestion);
        }
    }

    private static final Pattern BEGINNING = Pattern.compile("\\s*(?:- )?(?:[\\w-]+:\\s+)?(\\S)");

    /** Says what is wrong with a text that the parser does not take. */
    public static YamlMistake of(String text, YamlEngineException failure) {
        List<String> lines = text.lines().toList();
        return conflict(lines).or(() -> hardSpace(lines, failure)).orElseGet(() -> {
            if (failure instanceof MarkedYamlEngineException marked) {
                return of(lines, marked);
            }
            return failure instanceof ReaderException odd
                    ? oddCharacter(text, odd)
                    : new YamlMistake(
                            1,
                            1,
                            "This is not YAML: %s".formatted(failure.getMessage()),
                            "Write it as a list of routes.");
        });
    }

    private static YamlMistake oddCharacter(String text, ReaderException failure) {
        int line = (int) text.codePoints()
                        .takeWhile(character -> character != failure.getCodePoint())
                        .filter(character -> character == '\n')
                        .count()
                + 1;
        return new YamlMistake(
                line,
                1,
                "This line has a character that cannot be seen and that YAML does not take (U+%04X)."
                        .formatted(failure.getCodePoint()),
                "Delete it, or type the line anew.");
    }

    /** A space that looks like one and is none, such as from a web page, in front of the place where the parser gave up. */
    private static Optional<YamlMistake> hardSpace(List<String> lines, YamlEngineException failure) {
        int last = failure instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark().map(Mark::getLine).orElse(0)
                : -1;
        return IntStream.rangeClosed(0, Math.min(last, lines.size() - 1))
                .boxed()
                .flatMap(i -> HARD_SPACE
                        .matcher(lines.get(i))
                        .results()
                        .map(found -> new YamlMistake(
                                i + 1,
                                found.end(),
                                "The space here is a no-break space (U+%04X), which YAML does not take for one."
                                        .formatted((int) lines.get(i).charAt(found.end() - 1)),
                                "Delete it, and type a space.")))
                .findFirst();
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
        boolean begins = context.contains("quoted scalar") && !problem.contains("escape")
                || context.contains("flow ")
                || problem.contains("expected ':'");
        Optional<Mark> mark = begins
                ? failure.getContextMark().or(failure::getProblemMark)
                : failure.getProblemMark().or(failure::getContextMark);
        int line = mark.map(Mark::getLine).orElse(0);
        String above = line > 0 && line <= lines.size() ? lines.get(line - 1) : "";
        if (problem.contains("mapping values") && NO_SPACE.test(above)) {
            return noSpace(line, above);
        }
        if (problem.contains("mapping values") && ONE_WORD.test(above)) {
            return noColon(above.strip().replaceFirst("^- +", ""))
                    .at(line, above.length() - above.stripLeading().length() + 1);
        }
        String here = line < lines.size() ? lines.get(line) : "";
        int first = first(lines);
        boolean listAfterMapping = problem.contains("<block end>")
                && here.matches("-( .*|$)")
                && !lines.get(first).stripLeading().startsWith("-");
        if (problem.contains("<document start>") || listAfterMapping) {
            return beforeTheList(lines.get(first), first);
        }
        return advice(here, problem, context)
                .at(line + 1, mark.map(Mark::getColumn).orElse(0) + 1);
    }

    /** The first line that says something. */
    private static int first(List<String> lines) {
        return IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank() && !lines.get(i).strip().matches("#.*|---"))
                .findFirst()
                .orElse(0);
    }

    /** A file is one list, and what stands before it ends it before it has begun. */
    private static YamlMistake beforeTheList(String line, int at) {
        return new YamlMistake(
                at + 1,
                1,
                "`%s` is text that stands before the list of routes.".formatted(line.strip()),
                "Delete it, or put `# ` before it, which makes it a comment.");
    }

    private static YamlMistake noSpace(int line, String text) {
        return new YamlMistake(
                line,
                text.length() - text.stripLeading().length() + 1,
                "`%s` has no space after its first colon.".formatted(text.strip()),
                "Write `%s`.".formatted(text.strip().replaceFirst(":", ": ")));
    }

    private static Advice noColon(String key) {
        return new Advice(
                "`%s` has no colon after it.".formatted(key), "Write it as `name: value`, with a colon and a space.");
    }

    private static Advice advice(String line, String problem, String context) {
        if (problem.contains("\\t") || problem.contains("TAB") || line.matches("\\s*\t.*")) {
            return line.matches("\\s*\t.*")
                    ? new Advice("This line is indented with a tab.", "Replace the tab with spaces.")
                    : new Advice(
                            "There is a tab in this line, where YAML takes only spaces.",
                            "Replace the tab with a space.");
        }
        if (UNQUOTED_SETTING.test(line)) {
            return new Advice(
                    "A `{{` without quotes is YAML's own sign for a mapping.",
                    "Put quotes around a text that begins with `{{`.");
        }
        if (problem.contains("cannot start any token")
                || problem.contains("unexpected character")
                || problem.contains("undefined tag handle")
                || context.matches(".*(alias|anchor|tag|directive).*")) {
            return new Advice(
                    "A text cannot begin with `%s`.".formatted(beginning(line)), "Put quotes around the text.");
        }
        if (problem.contains("expected ':'")) {
            return noColon(line.strip());
        }
        if (problem.contains("unknown escape character")) {
            return new Advice(
                    "Within double quotes, a `\\` begins a sign such as `\\n`, and this is none.",
                    "Put single quotes around the text, or write `\\\\` for each `\\`.");
        }
        if (context.contains("quoted scalar")) {
            return new Advice("A quote is opened here and never closed.", "Close the quote.");
        }
        if (problem.contains("another document")) {
            return new Advice(
                    "A second document begins here.", "Delete the line `---`, or put what follows into another file.");
        }
        if (problem.contains("chomping or indentation") || problem.contains("a comment or a line break")) {
            return new Advice(
                    "What follows `|` or `>` begins in the next line.", "Start a new line, indented, for the text.");
        }
        if (context.contains("flow node") && problem.contains("<stream end>")) {
            return new Advice(
                    "A `[` or `{` is opened and not closed.", "Close it, or put quotes around a text that has one.");
        }
        if (context.contains("flow sequence") || context.contains("flow mapping")) {
            String open = context.contains("sequence") ? "[" : "{";
            return new Advice(
                    "A `%s` is opened and not closed, or a comma is missing.".formatted(open),
                    "Close it with `%s`, or put quotes around a text that has a `%s`."
                            .formatted(open.equals("[") ? "]" : "}", open));
        }
        return indented(line, problem);
    }

    private static Advice indented(String line, String problem) {
        if (problem.contains("mapping values") && TWO_COLONS.test(line)) {
            return new Advice("The text has a `:` of its own.", "Put quotes around the text.");
        }
        String suggestion = "Check the indentation: what belongs together begins in the same column.";
        if (problem.contains("mapping values")) {
            return new Advice(
                    "A mapping cannot begin here: this line is indented more than the one above it allows.",
                    suggestion);
        }
        if (problem.contains("<block end>") && problem.contains("scalar") && line.matches(".*[\"'].*")) {
            return new Advice("There is text after the closing quote.", "Put quotes around all of it.");
        }
        return problem.contains("<block end>")
                ? new Advice("This line does not begin in the column of the lines that it belongs to.", suggestion)
                : new Advice("This is not YAML: %s.".formatted(problem.replaceFirst("\\.$", "")), suggestion);
    }

    private static String beginning(String line) {
        Matcher beginning = BEGINNING.matcher(line);
        return beginning.lookingAt() ? beginning.group(1) : "";
    }
}
