package io.rootsocket.hub.engine.reload;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What is wrong with a text that is not YAML, in a person's words: the parser's own say what it met, not what was meant.
 *
 * @param line from 1
 */
record YamlAdvice(int line, String message, String suggestion) {

    private static final Pattern KEY = Pattern.compile("\\s*(?:- )?([\\w-]+):(\\s.*)?");
    private static final Pattern GLUED = Pattern.compile("\\s*(?:- )?([\\w.-]+):([^\\s:/][^\\s]*)\\s*");

    static Optional<YamlAdvice> of(String text, MarkedYamlEngineException failure) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("<<<<<<< ")) {
                return advice(
                        i + 1, "Two versions of the file meet here: a merge is not finished.", "Keep one of them.");
            }
        }
        int problem = line(failure.getProblemMark().or(failure::getContextMark));
        int context = line(failure.getContextMark().or(failure::getProblemMark));
        return problem == 0
                ? Optional.empty()
                : of(
                        lines,
                        problem,
                        context,
                        String.valueOf(failure.getProblem()),
                        String.valueOf(failure.getContext()));
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(known -> known.getLine() + 1).orElse(0);
    }

    private static Optional<YamlAdvice> of(List<String> lines, int problem, int context, String said, String inside) {
        String line = at(lines, problem);
        if (said.contains("TAB")) {
            return advice(problem, "A tab stands where YAML allows none.", "Use spaces.");
        }
        if (said.contains("that cannot start any token") || inside.contains("alias")) {
            return advice(problem, "A text cannot begin with `%s`.".formatted(sign(line)), "Put the text in quotes.");
        }
        if (inside.contains("quoted scalar")) {
            return advice(context, "A quote is opened here and never closed.", "Close the quote.");
        }
        if (said.contains("could not find expected ':'")) {
            return colon(lines, context);
        }
        if (said.contains("mapping values are not allowed")) {
            return mapping(lines, problem);
        }
        if (said.contains("<block end>")) {
            return advice(
                    problem,
                    "This line is indented less than the lines that it belongs to.",
                    "Indent it like them: what belongs together has the same indent.");
        }
        return Optional.empty();
    }

    private static String at(List<String> lines, int line) {
        return line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
    }

    private static String sign(String line) {
        Matcher key = KEY.matcher(line);
        String value = key.matches() && key.group(2) != null ? key.group(2).strip() : line.strip();
        return value.isEmpty() ? "" : value.substring(0, 1);
    }

    private static Optional<YamlAdvice> colon(List<String> lines, int line) {
        return advice(
                line, "`%s` needs a colon after it.".formatted(at(lines, line).strip()), "Write `:` after the word.");
    }

    private static Optional<YamlAdvice> mapping(List<String> lines, int line) {
        Matcher above = GLUED.matcher(at(lines, line - 1));
        if (above.matches()) {
            return advice(
                    line - 1,
                    "`%s` needs a space after the colon.".formatted(above.group(1)),
                    "Write `%s: %s`.".formatted(above.group(1), above.group(2)));
        }
        Matcher key = KEY.matcher(at(lines, line));
        if (key.matches() && key.group(2) != null && key.group(2).strip().contains(": ")) {
            return advice(line, "The text has a `:` of its own.", "Put the text in quotes.");
        }
        return advice(
                line,
                "A mapping cannot begin here: this line is indented more than the one above it allows.",
                "Indent it like the words that it belongs to.");
    }

    private static Optional<YamlAdvice> advice(int line, String message, String suggestion) {
        return Optional.of(new YamlAdvice(line, message, suggestion));
    }
}
