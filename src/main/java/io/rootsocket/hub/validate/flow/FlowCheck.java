package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds where something that an outsider wrote decides what the hub does: which program runs, which file is written,
 * who gets a mail. Data that stays data is no finding. The walk is over-cautious where a route may go two ways, and
 * knows of checks only what {@link Guard} says; what is meant can be allowed in the file.
 */
public final class FlowCheck {

    private FlowCheck() {}

    /**
     * Checks a folder.
     *
     * @param files all files of it
     */
    public static List<Finding> check(List<RoutesFile> files) {
        var allowances = new Allowances(files);
        List<Finding> found = found(files, allowances);
        return Stream.concat(found.stream(), allowances.findings().stream()).toList();
    }

    private static List<Finding> found(List<RoutesFile> files, Allowances allowances) {
        var routes = new RouteBeginnings(files);
        Stream<Finding> flows = routes.walked().found().stream()
                .filter(flow -> !allowances.allow(
                        flow.rule(), flow.at(), flow.taint().origin().at()))
                .map(Flow::finding);
        Stream<Finding> methods = routes.webhooksForEveryMethod().stream()
                .filter(line -> !allowances.allow(Rule.WEBHOOK_METHOD, line))
                .map(FlowCheck::everyMethod);
        return Stream.concat(flows.toList().stream(), methods.toList().stream()).toList();
    }

    private static Finding everyMethod(Line line) {
        return new Finding(
                line.file(),
                line.line(),
                line.column(),
                Rule.WEBHOOK_METHOD,
                Severity.WARNING,
                "This webhook runs for every method, also for the GET of a link in any page or mail.",
                Optional.of("Add `httpMethodRestrict: POST`, or the methods that are meant."));
    }
}
