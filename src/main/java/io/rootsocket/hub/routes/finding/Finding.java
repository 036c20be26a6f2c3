package io.rootsocket.hub.routes.finding;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.settings.SettingValues;
import io.rootsocket.hub.text.Excerpt;
import io.rootsocket.hub.text.Printable;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * Something wrong in a route file.
 *
 * @param file the file
 * @param line from 1
 * @param column from 1
 * @param rule what it is about
 * @param severity how much it matters
 * @param message what, and why; never a secret, and of what the file says only an
 *     {@link Excerpt}
 * @param suggestion what to do, as a sentence, where that is known
 * @param related another place that it is about, where there is one
 */
public record Finding(
        Path file,
        int line,
        int column,
        Rule rule,
        Severity severity,
        String message,
        Optional<String> suggestion,
        Optional<Related> related)
        implements Comparable<Finding> {

    private static final Comparator<Finding> IN_READING_ORDER = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    /** Another place, such as where comes in what should not get here. */
    public record Related(Path file, int line, int column, String message) {}

    public Finding {
        message = Excerpt.of(message);
        suggestion = Excerpt.of(suggestion);
    }

    /** A finding about one place. */
    public Finding(
            Path file,
            int line,
            int column,
            Rule rule,
            Severity severity,
            String message,
            Optional<String> suggestion) {
        this(file, line, column, rule, severity, message, suggestion, Optional.empty());
    }

    /** A file that is not read. */
    public static Finding of(Path file, OddFile odd) {
        return new Finding(
                file, odd.line(), 1, Rule.FILE, Severity.ERROR, odd.message(), Optional.of(odd.suggestion()));
    }

    /** A file that is not one of routes, and does no harm where it is. */
    public static Finding ofForeign(Path file, OddFile why) {
        return new Finding(
                file, why.line(), 1, Rule.FILE, Severity.WARNING, why.message(), Optional.of(why.suggestion()));
    }

    /** The same with the names of settings in place of what they are set to. */
    public Finding without(SettingValues values) {
        String hidden = values.hiddenIn(message);
        // What is suggested may be made of the value.
        Optional<String> said = hidden.equals(message)
                ? suggestion.map(values::hiddenIn)
                : Optional.of("Correct what the setting is set to.");
        return new Finding(file, line, column, rule, severity, hidden, said, related);
    }

    @Override
    public int compareTo(Finding other) {
        return IN_READING_ORDER.compare(this, other);
    }

    /** The message and the suggestion, in one line. */
    public String sentence() {
        return message + suggestion.map(text -> " " + text).orElse("");
    }

    /** {@code routes/announce.yaml:7:13: error: unknown option … [endpoint]}. */
    @Override
    public String toString() {
        return "%s:%d:%d: %s: %s [%s]"
                .formatted(Printable.line(file.toString()), line, column, severity.word(), sentence(), rule.word());
    }
}
