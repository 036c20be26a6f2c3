package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import java.util.Locale;
import java.util.Optional;

/**
 * A way from an outsider to what obeys.
 *
 * @param taint what the outsider has a say in
 * @param rule what the finding is about
 * @param at where it is obeyed
 * @param does what it becomes there
 * @param cure what to do instead
 * @param runs whether it can run a program, SQL or code there
 */
record Flow(Taint taint, Rule rule, Line at, String does, String cure, boolean runs) {

    /** The two ends of it: however many ways lead from one to the other, it is one finding. */
    record Ends(Line source, Line sink, Rule rule) {}

    Ends ends() {
        return new Ends(taint.origin().at(), at, rule);
    }

    Finding finding() {
        String message = "%s of %s (%s) becomes %s%s.%s"
                .formatted(
                        capital(taint.what()),
                        taint.origin().whose(),
                        taint.origin().at().seenFrom(at),
                        does,
                        taint.through()
                                .filter(line -> !line.file().equals(at.file()) || line.line() != at.line())
                                .map(line -> ", by way of " + line.seenFrom(at))
                                .orElse(""),
                        trust());
        return new Finding(
                at.file(),
                at.line(),
                at.column(),
                rule,
                severity(),
                message,
                Optional.of("%s If it is meant: `# hub: allow %s — why`.".formatted(cure, rule.word())),
                Optional.of(taint.origin().related()));
    }

    /**
     * An error is refused by a reload, which looks at the file that changed. So it takes that the whole way is in that
     * file, that nobody proves who calls, and that there is no way back from what is done.
     */
    private Severity severity() {
        boolean whole = taint.origin().at().file().equals(at.file());
        return runs && whole && taint.origin().kind() == Outsider.Kind.WEBHOOK ? Severity.ERROR : Severity.WARNING;
    }

    private String trust() {
        return taint.origin().kind() == Outsider.Kind.WEBHOOK ? " No signature proves who calls." : "";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
