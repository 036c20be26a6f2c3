package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.ClassPathKamelets;
import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The kamelets of the class path that files use, directly or through one another. They are not the user's to mend: what is
 * wrong with one is said where it is used, if it keeps it from running here.
 */
final class KameletsOnBoard {

    /** What is missing here. Everything else is its author's business, of a kamelet that can be read at all. */
    private static final Set<Rule> MISSING = Set.of(Rule.COMPONENT, Rule.EXPRESSION, Rule.BEAN);

    private final Map<String, CheckedFile> kamelets = new HashMap<>();
    private final Map<String, List<Finding>> lacking = new HashMap<>();

    /** @param check checks a kamelet on its own */
    KameletsOnBoard(Collection<CheckedFile> files, Function<RouteSource, CheckedFile> check) {
        Set<String> inFolder = new HashSet<>();
        files.stream()
                .flatMap(file -> file.file().stream())
                .filter(RouteFile::isKamelet)
                .forEach(file -> YamlTree.get(file.root(), "metadata", "name")
                        .flatMap(YamlTree::text)
                        .ifPresent(inFolder::add));
        var left = new ArrayDeque<>(files);
        while (!left.isEmpty()) {
            for (String name : used(left.poll())) {
                if (!inFolder.contains(name) && !kamelets.containsKey(name)) {
                    ClassPathKamelets.ON_BOARD.find(name).map(check).ifPresent(kamelet -> {
                        kamelets.put(name, kamelet);
                        left.add(kamelet);
                    });
                }
            }
        }
    }

    private static List<String> used(CheckedFile file) {
        return file.endpoints().stream()
                .filter(use -> use.scheme().equals("kamelet"))
                .map(KameletCheck::name)
                .distinct()
                .toList();
    }

    /** Adds what a check finds that needs to know more than the kamelet. */
    void alsoLack(Function<CheckedFile, List<Finding>> check) {
        kamelets.forEach((name, kamelet) -> lacking.put(name, check.apply(kamelet)));
    }

    /** Reports what a file's kamelets need and have not got. */
    void check(List<EndpointUse> endpoints, Findings findings) {
        for (EndpointUse use : endpoints) {
            if (use.scheme().equals("kamelet")) {
                String name = KameletCheck.name(use);
                missing(name, new HashSet<>())
                        .forEach(finding -> findings.errorIn(
                                finding.rule(),
                                use.pathNode(),
                                name,
                                "The kamelet `%s` cannot run: %s".formatted(name, finding.message()),
                                finding.suggestion()));
            }
        }
    }

    private Stream<Finding> missing(String name, Set<String> met) {
        CheckedFile kamelet = kamelets.get(name);
        if (kamelet == null || !met.add(name)) {
            return Stream.empty();
        }
        return Stream.concat(
                Stream.concat(kamelet.findings().stream(), lacking.getOrDefault(name, List.of()).stream())
                        .filter(finding -> finding.severity() == Severity.ERROR
                                && (kamelet.file().isEmpty() || MISSING.contains(finding.rule()))),
                used(kamelet).stream().flatMap(inner -> missing(inner, met)));
    }

    /** What was found on a way that leads through such a kamelet, told in the user's own file. */
    static Stream<Finding> inTheFolder(Finding finding) {
        if (!ClassPathKamelets.isOne(finding.file())) {
            return Stream.of(finding);
        }
        return finding.related().stream()
                .filter(origin -> !ClassPathKamelets.isOne(origin.file()))
                .map(origin -> new Finding(
                        origin.file(),
                        origin.line(),
                        origin.column(),
                        finding.rule(),
                        finding.severity(),
                        finding.message(),
                        finding.suggestion(),
                        Optional.empty()));
    }

    /** These files, and after them the kamelets that they use. */
    List<CheckedFile> with(List<CheckedFile> files) {
        var all = new ArrayList<>(files);
        all.addAll(kamelets.values());
        return all;
    }
}
