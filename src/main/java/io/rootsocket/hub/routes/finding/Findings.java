package io.rootsocket.hub.routes.finding;

import io.rootsocket.hub.routes.finding.Finding.Related;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Collects what is found in one file, each with its place. Not for threads. */
public final class Findings {

    /** Nobody reads more of one file at once, and to compare each with all takes its time. */
    private static final int MAX = 100;

    private final Path file;
    private final List<Finding> all = new ArrayList<>();

    public Findings(Path file) {
        this.file = file;
    }

    public void error(Rule rule, Node at, String message, Optional<String> suggestion) {
        add(rule, Severity.ERROR, at, 0, message, suggestion);
    }

    public void error(Rule rule, Node at, String message, String suggestion) {
        error(rule, at, message, Optional.of(suggestion));
    }

    /** @param related the other place that it is about */
    public void error(Rule rule, Node at, String message, String suggestion, Related related) {
        int line = at.getStartMark().map(Mark::getLine).orElse(0) + 1;
        int column = at.getStartMark().map(Mark::getColumn).orElse(0) + 1;
        add(new Finding(
                file, line, column, rule, Severity.ERROR, message, Optional.of(suggestion), Optional.of(related)));
    }

    public void warning(Rule rule, Node at, String message, String suggestion) {
        add(rule, Severity.WARNING, at, 0, message, Optional.of(suggestion));
    }

    /**
     * @param word the part of the text that is meant, to point into a long line
     */
    public void errorIn(Rule rule, Node at, String word, String message, Optional<String> suggestion) {
        add(rule, Severity.ERROR, at, offset(at, word), message, suggestion);
    }

    private static int offset(Node at, String word) {
        // Only a text in one line has the columns of the file.
        if (at instanceof ScalarNode scalar && !scalar.getValue().contains("\n")) {
            int found = scalar.getValue().indexOf(word);
            int quote = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
            return found < 0 || isBlock(scalar) ? 0 : found + quote;
        }
        return 0;
    }

    private static boolean isBlock(ScalarNode scalar) {
        return scalar.getScalarStyle() == ScalarStyle.FOLDED || scalar.getScalarStyle() == ScalarStyle.LITERAL;
    }

    public void add(Rule rule, Severity severity, Node at, String message, String suggestion) {
        add(rule, severity, at, 0, message, Optional.of(suggestion));
    }

    private void add(Rule rule, Severity severity, Node at, int offset, String message, Optional<String> suggestion) {
        int line = at.getStartMark().map(Mark::getLine).orElse(0) + 1;
        int column = at.getStartMark().map(Mark::getColumn).orElse(0) + 1 + offset;
        add(new Finding(file, line, column, rule, severity, message, suggestion));
    }

    public void add(Finding finding) {
        if (isFull()) {
            return;
        }
        boolean known = all.stream()
                .anyMatch(other -> other.line() == finding.line()
                        && other.rule() == finding.rule()
                        && other.message().equals(finding.message()));
        if (!known) {
            all.add(finding);
        }
    }

    /** Whether more is no longer collected. */
    public boolean isFull() {
        return all.size() >= MAX;
    }

    public Path file() {
        return file;
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    public List<Finding> all() {
        return all.stream().sorted().toList();
    }
}
