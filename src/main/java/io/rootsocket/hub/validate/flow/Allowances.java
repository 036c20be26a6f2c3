package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the files say is meant, and whether there was something to allow. */
final class Allowances {

    private static final String KNOWN =
            Stream.of(Rule.values()).filter(Rule::canBeAllowed).map(Rule::word).collect(Collectors.joining(", "));

    private final Map<Path, List<Allowance>> all = new HashMap<>();
    private final Set<Allowance> used = new HashSet<>();

    Allowances(List<RoutesFile> files) {
        files.forEach(file -> {
            List<Allowance> found = Allowance.in(file.source());
            if (!found.isEmpty()) {
                all.put(file.source().file(), found);
            }
        });
    }

    /** Whether one of these places is at what a file allows. */
    boolean allow(Rule rule, Line... places) {
        List<Allowance> allowing = Stream.of(places)
                .flatMap(place ->
                        all.getOrDefault(place.file(), List.of()).stream().filter(one -> one.covers(place)))
                .filter(allowance -> allowance.rule().equals(rule.word())
                        && !allowance.reason().isBlank())
                .toList();
        used.addAll(allowing);
        return !allowing.isEmpty();
    }

    /** What is wrong with them. To be asked after all else, and with all files of the folder. */
    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        for (List<Allowance> allowances : all.values()) {
            for (Allowance allowance : allowances) {
                if (!used.contains(allowance)) {
                    findings.add(finding(allowance));
                }
            }
        }
        return findings;
    }

    private static Finding finding(Allowance allowance) {
        boolean known = Stream.of(Rule.values())
                .anyMatch(rule -> rule.canBeAllowed() && rule.word().equals(allowance.rule()));
        if (!known) {
            return finding(
                    allowance,
                    "No rule `%s` can be allowed.".formatted(allowance.rule()),
                    "There is: %s.".formatted(KNOWN));
        }
        if (allowance.reason().isBlank()) {
            return finding(
                    allowance,
                    "This does not say why `%s` is allowed, so it is not.".formatted(allowance.rule()),
                    "Say why: `# hub: allow %s — …`.".formatted(allowance.rule()));
        }
        return finding(
                allowance,
                "Nothing here needs `%s` to be allowed.".formatted(allowance.rule()),
                "Remove the comment, or put it above the step or the route that it is about.");
    }

    private static Finding finding(Allowance allowance, String message, String suggestion) {
        return new Finding(
                allowance.at().file(),
                allowance.at().line(),
                allowance.at().column(),
                Rule.ALLOWANCE,
                Severity.WARNING,
                message,
                Optional.of(suggestion));
    }
}
