package io.rootsocket.hub.engine.validate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says what a person did when the YAML parser says only what it had expected. */
final class YamlMistake {

    private static final Pattern UNQUOTED_SETTING = Pattern.compile("[:-]\\s+\\{\\{.*");
    private static final Pattern TWO_COLONS = Pattern.compile("[^\"']*:\\s+[^\"'\\s][^\"']*:(\\s.*|$)");
    private static final Pattern NO_SPACE = Pattern.compile("[\\s-]*[A-Za-z.]+:[^\\s/].*(?<!:)");
    private static final Pattern CONFLICT = Pattern.compile("(<{7}|={7}|>{7})( .*|$)");

    private YamlMistake() {}

    static Finding of(RouteSource source, YamlEngineException failure) {
        Optional<Mark> mark = failure instanceof MarkedYamlEngineException marked
                ? beginsAtItsContext(marked)
                        ? marked.getContextMark().or(marked::getProblemMark)
                        : marked.getProblemMark().or(marked::getContextMark)
                : Optional.empty();
        int line = mark.map(Mark::getLine).orElse(0);
        int column = mark.map(Mark::getColumn).orElse(0);
        String problem = failure instanceof MarkedYamlEngineException marked && marked.getProblem() != null
                ? marked.getProblem()
                : String.valueOf(failure.getMessage());
        List<String> lines = source.text().lines().toList();
        String text = line < lines.size() ? lines.get(line) : "";
        return conflict(source, lines)
                .or(() -> noSpaceAfterColon(source, lines, line, problem))
                .orElseGet(() -> new Finding(
                        source.file(),
                        line + 1,
                        column + 1,
                        Rule.YAML,
                        Severity.ERROR,
                        what(problem, text),
                        Optional.of(whatToDo(problem, text))));
    }

    /** A quote or a key that does not end is noticed lines later. */
    private static boolean beginsAtItsContext(MarkedYamlEngineException failure) {
        String context = String.valueOf(failure.getContext());
        return context.contains("quoted scalar")
                || String.valueOf(failure.getProblem()).contains("expected ':'");
    }

    private static Optional<Finding> noSpaceAfterColon(
            RouteSource source, List<String> lines, int line, String problem) {
        String before = line > 0 && line <= lines.size() ? lines.get(line - 1) : "";
        return problem.contains("mapping values") && NO_SPACE.matcher(before).matches()
                ? Optional.of(new Finding(
                        source.file(),
                        line,
                        before.length() - before.stripLeading().length() + 1,
                        Rule.YAML,
                        Severity.ERROR,
                        "`%s` has no space after its first colon.".formatted(before.strip()),
                        Optional.of("Write `%s`.".formatted(before.strip().replaceFirst(":", ": ")))))
                : Optional.empty();
    }

    private static String what(String problem, String line) {
        if (isTab(problem, line)) {
            return "This line is indented with a tab.";
        }
        if (problem.contains("unexpected character")) {
            return "`%s` begins a text with a special character.".formatted(line.strip());
        }
        if (problem.contains("expected ':'")) {
            return "`%s` has no colon after it.".formatted(line.strip());
        }
        return "This is not YAML: %s.".formatted(problem.replaceFirst("\\.$", ""));
    }

    private static boolean isTab(String problem, String line) {
        return problem.contains("\\t") || problem.contains("TAB") || line.matches("\\s*\t.*");
    }

    private static Optional<Finding> conflict(RouteSource source, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (CONFLICT.matcher(lines.get(i)).matches()) {
                return Optional.of(new Finding(
                        source.file(),
                        i + 1,
                        1,
                        Rule.YAML,
                        Severity.ERROR,
                        "Git left a conflict here: `%s`.".formatted(lines.get(i)),
                        Optional.of("Keep one of the two versions and delete the markers.")));
            }
        }
        return Optional.empty();
    }

    private static String whatToDo(String problem, String line) {
        if (isTab(problem, line)) {
            return "YAML is indented with spaces, never with a tab. Replace the tab with spaces.";
        }
        if (UNQUOTED_SETTING.matcher(line).find()) {
            return "Put quotes around a text that begins with `{{`.";
        }
        if (problem.contains("cannot start any token")
                || problem.contains("alias")
                || problem.contains("unexpected character")) {
            return "Put quotes around a text that begins with a special character such as @, %, * or `.";
        }
        if (problem.contains("mapping values") && TWO_COLONS.matcher(line).matches()) {
            return "Put quotes around a text that holds a colon and a space.";
        }
        if (problem.contains("expected ':'")) {
            return "Write it as `name: value`, with a colon and a space.";
        }
        if (problem.contains("quoted") || problem.contains("unexpected end of stream")) {
            return "Close the quote.";
        }
        return "Check the indentation: what belongs together begins in the same column.";
    }
}
