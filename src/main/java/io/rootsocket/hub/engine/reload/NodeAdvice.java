package io.rootsocket.hub.engine.reload;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.dsl.yaml.common.exception.InvalidNodeTypeException;

/** What is wrong where Camel wants a list and finds something else: usually a dash or an indent is missing. */
final class NodeAdvice {

    private static final Pattern KEY = Pattern.compile("(\\s*(?:- )?)([\\w-]+):(.*)");

    private NodeAdvice() {}

    static Optional<Explanation> of(Piece piece, int line, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidNodeTypeException invalid) {
                return Optional.of(explain(piece, line, String.valueOf(invalid.getProblem())));
            }
        }
        return Optional.empty();
    }

    private static Explanation explain(Piece piece, int line, String problem) {
        List<String> lines = piece.yaml().lines().toList();
        String here = lines.get(line - piece.line());
        Matcher key = KEY.matcher(here);
        if (problem.contains("expected map") && key.matches()) {
            Matcher below =
                    KEY.matcher(line - piece.line() + 1 < lines.size() ? lines.get(line - piece.line() + 1) : "");
            if (below.matches() && below.group(1).equals(key.group(1))) {
                return new Explanation(
                        "`%s` stands beside `%s`, not in it.".formatted(below.group(2), key.group(2)),
                        Optional.of("Indent what belongs to `%s` below it.".formatted(key.group(2))),
                        List.of(below.group(2)));
            }
            return new Explanation(
                    "`%s` has nothing indented below it.".formatted(key.group(2)),
                    Optional.of("Indent what belongs to `%s` below it.".formatted(key.group(2))),
                    List.of());
        }
        return new Explanation(
                "A list is expected here, not `%s`.".formatted(here.strip()),
                Optional.of("Begin each step with `- `."),
                List.of());
    }
}
