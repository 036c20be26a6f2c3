package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.RouteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment such as {@code # hub: allow tainted-file-name — the folder is theirs}, beside a step or a route or in the
 * lines above it. It counts for the whole of what it stands at.
 *
 * @param at the line of the comment
 * @param rule the word of the rule
 * @param reason why; empty if none is given
 * @param first the first line that it counts for
 * @param last the last one
 */
record Allowance(Line at, String rule, String reason, int first, int last) {

    private static final Pattern COMMENT =
            Pattern.compile("(?:^|\\s)#\\s*hub:\\s*allow\\b[ \\t]*([A-Za-z-]*[A-Za-z])?[ \\t]*(.*)$");
    private static final Pattern DASHES = Pattern.compile("^[\\s—–:-]+");

    static List<Allowance> in(RouteSource source) {
        var found = new ArrayList<Allowance>();
        if (!source.text().contains("hub:")) {
            return found;
        }
        List<String> lines = source.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENT.matcher(lines.get(i));
            if (comment.find()) {
                int first = item(lines, meant(lines, i));
                String rule = comment.group(1) == null ? "" : comment.group(1);
                found.add(new Allowance(
                        new Line(source.file(), i + 1, lines.get(i).indexOf('#', comment.start()) + 1),
                        rule,
                        DASHES.matcher(comment.group(2)).replaceFirst(""),
                        first + 1,
                        last(lines, first) + 1));
            }
        }
        return found;
    }

    boolean covers(Line line) {
        return at.file().equals(line.file()) && first <= line.line() && line.line() <= last;
    }

    /** The line that the comment is about: its own, or the next that is none. */
    private static int meant(List<String> lines, int comment) {
        int line = comment;
        while (line < lines.size() - 1 && isEmpty(lines.get(line))) {
            line++;
        }
        return line;
    }

    /** The item of a list that this line belongs to. */
    private static int item(List<String> lines, int from) {
        int indent = indent(lines.get(from));
        for (int line = from; line >= 0; line--) {
            String text = lines.get(line);
            boolean around = !isEmpty(text) && (line == from || indent(text) < indent);
            if (around && text.strip().startsWith("-")) {
                return line;
            }
            indent = around ? indent(text) : indent;
        }
        return from;
    }

    private static int last(List<String> lines, int first) {
        int last = first;
        for (int line = first + 1; line < lines.size(); line++) {
            String text = lines.get(line);
            if (!isEmpty(text)) {
                if (indent(text) <= indent(lines.get(first))) {
                    return last;
                }
                last = line;
            }
        }
        return last;
    }

    private static boolean isEmpty(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
