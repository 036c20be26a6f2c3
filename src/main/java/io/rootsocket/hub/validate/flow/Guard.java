package io.rootsocket.hub.validate.flow;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a message once a predicate has been asked.
 *
 * <p>Only Simple is understood, and of it only this: a header, variable, property or the body by itself, held against
 * what the route writes down with {@code ==}, {@code =~}, {@code in}, {@code range} or {@code regex}, or their
 * opposites. Of {@code &&} each side counts; of {@code ||} only what each side checks.
 *
 * @param passed what is checked where it is true
 * @param failed what is checked where it is false
 */
record Guard(Set<Read> passed, Set<Read> failed) {

    private static final Guard NOTHING = new Guard(Set.of(), Set.of());
    private static final Pattern TERM = Pattern.compile(
            "^\\s*\\$\\{\\s*([^{}]+?)\\s*}\\s*(==|=~|!=|!in|!regex|!range|(?:not )?(?:in|regex|range))\\s+(.+?)\\s*$",
            Pattern.DOTALL);
    /** A pattern that takes everything is no check. */
    private static final Pattern ANYTHING = Pattern.compile("['\"]?\\^?(\\(\\?[a-z]+\\))?\\.[*+]\\$?['\"]?");

    Guard {
        passed = Set.copyOf(passed);
        failed = Set.copyOf(failed);
    }

    static Guard of(Optional<Expression> predicate) {
        return predicate
                .filter(expression -> expression.language().equals("simple"))
                .map(expression -> of(expression.text()))
                .orElse(NOTHING);
    }

    private static Guard of(String text) {
        List<List<Guard>> sides = Arrays.stream(text.split("\\|\\|"))
                .map(side -> Arrays.stream(side.split("&&")).map(Guard::term).toList())
                .toList();
        Set<Read> passed = sides.stream()
                .map(terms -> all(terms, true))
                .reduce((one, other) -> {
                    var both = new LinkedHashSet<>(one);
                    both.retainAll(other);
                    return both;
                })
                .orElse(Set.of());
        // Where it is false, each side is false; which term of `a && b` is, nobody knows.
        var failed = new LinkedHashSet<Read>();
        sides.stream().filter(terms -> terms.size() == 1).forEach(terms -> failed.addAll(all(terms, false)));
        return new Guard(passed, failed);
    }

    private static Set<Read> all(List<Guard> terms, boolean passed) {
        var all = new LinkedHashSet<Read>();
        terms.forEach(term -> all.addAll(passed ? term.passed() : term.failed()));
        return all;
    }

    private static Guard term(String text) {
        Matcher matcher = TERM.matcher(text);
        if (!matcher.matches()
                || SimpleText.isFilledIn(matcher.group(3))
                || ANYTHING.matcher(matcher.group(3)).matches()) {
            return NOTHING;
        }
        Set<Read> reads = SimpleText.of("${" + matcher.group(1) + "}").reads();
        String operator = matcher.group(2);
        return operator.startsWith("!") || operator.startsWith("not ")
                ? new Guard(Set.of(), reads)
                : new Guard(reads, Set.of());
    }
}
