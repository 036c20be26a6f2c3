package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.PieceReader;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** What no file can know alone: names that two of them use, and messages that nobody takes. */
final class AcrossFiles {

    private static final Set<String> WITH_ID = Set.of("route", "from", "routeTemplate", "routeConfiguration", "rest");

    private record Use(Path file, int line) {}

    private final Map<String, Use> names = new HashMap<>();
    private final Set<String> taken = new TreeSet<>();

    /** Reports names that are taken already, by an earlier file or in this one. */
    void names(RouteFile file, Findings findings) {
        Map<Node, String> routes = PieceReader.names(file.source().name(), file.root());
        for (Node item : YamlTree.items(file.root())) {
            for (YamlTree.Entry entry : YamlTree.entries(item)) {
                if (WITH_ID.contains(entry.key())) {
                    Optional<Node> id = YamlTree.get(entry.value(), "id");
                    id.flatMap(YamlTree::text)
                            .or(() -> Optional.ofNullable(routes.get(entry.value())))
                            .ifPresent(name -> claim("route id", name, id.orElse(entry.value()), findings));
                    stepIds(entry.value(), findings, new HashMap<>());
                }
                if (entry.key().equals("route")) {
                    YamlTree.get(entry.value(), "startupOrder")
                            .ifPresent(order ->
                                    claim("startup order", YamlTree.text(order).orElse(""), order, findings));
                }
                if (entry.key().equals("beans")) {
                    YamlTree.items(entry.value())
                            .forEach(bean -> YamlTree.get(bean, "name")
                                    .ifPresent(name ->
                                            claim("bean", YamlTree.text(name).orElse(""), name, findings)));
                }
            }
        }
    }

    /** Camel makes the ids of steps unique per context, and refuses a route that has one twice. */
    private static void stepIds(Node route, Findings findings, Map<String, Integer> seen) {
        for (YamlTree.Entry entry : YamlTree.entries(route)) {
            if (entry.key().equals("steps")) {
                for (Node step : YamlTree.items(entry.value())) {
                    YamlTree.entries(step).forEach(inner -> stepId(inner.value(), findings, seen));
                }
            } else if (!entry.key().equals("parameters")) {
                YamlTree.items(entry.value()).forEach(item -> stepIds(item, findings, seen));
            }
            stepIds(entry.value(), findings, seen);
        }
    }

    private static void stepId(Node step, Findings findings, Map<String, Integer> seen) {
        Optional<Node> id = YamlTree.get(step, "id");
        Optional<String> name = id.flatMap(YamlTree::text);
        if (id.isEmpty() || name.isEmpty()) {
            return;
        }
        int line = id.get().getStartMark().map(Mark::getLine).orElse(0) + 1;
        Integer before = seen.putIfAbsent(name.get(), line);
        if (before != null && before != line) {
            findings.error(
                    Rule.DUPLICATE,
                    id.get(),
                    "The step id `%s` is taken in line %d.".formatted(name.get(), before),
                    "Give this step another id, or none.");
        }
    }

    /** Reports schedules and webhooks that are taken already. */
    void endpoints(List<EndpointUse> uses, Findings findings) {
        uses.forEach(this::takes);
        uses.forEach(use -> endpoint(use, findings));
    }

    private void endpoint(EndpointUse use, Findings findings) {
        if (use.direction() != Direction.FROM || EndpointUse.isOpen(use.uri())) {
            return;
        }
        switch (use.scheme()) {
            case "quartz" ->
                // Kept in memory, by its own name; every other schedule goes by the id of its route.
                use.option("trigger.repeatCount")
                        .ifPresent(count -> claim("schedule", use.path(), use.pathNode(), findings));
            case "platform-http" -> webhook(use, findings);
            case "hub" -> alarms(use, findings);
            case "direct" -> {
                taken.add(use.path());
                claim("direct endpoint", use.path(), use.pathNode(), findings);
            }
            default -> {
                // What else starts a route can start several.
            }
        }
    }

    /** Each alarm goes to one route, and it would be chance to which. */
    private void alarms(EndpointUse use, Findings findings) {
        if (!use.path().equals("alarms")) {
            return;
        }
        int line = use.pathNode().getStartMark().map(Mark::getLine).orElse(0) + 1;
        Use before = names.putIfAbsent("alarms", new Use(findings.file(), line));
        if (before != null) {
            findings.error(
                    Rule.DUPLICATE,
                    use.pathNode(),
                    "Alarms are taken by %s:%d already, and each goes to one route only."
                            .formatted(before.file().getFileName(), before.line()),
                    "Have that route send them on to here, as with `to: direct:more-alarms`.");
        }
    }

    /** Each method of a path has one route. */
    private void webhook(EndpointUse use, Findings findings) {
        String path = use.path().startsWith("/") ? use.path() : "/" + use.path();
        String methods =
                use.option("httpMethodRestrict").map(EndpointUse.Option::value).orElse("");
        for (String method : methods.toUpperCase(Locale.ROOT).split(",")) {
            claim("webhook", (path + " " + method.strip()).strip(), use.pathNode(), findings);
        }
    }

    /** A name that holds the parameter of a template stands for many. */
    private void takes(EndpointUse use) {
        if (use.direction() == Direction.FROM && use.scheme().equals("direct")) {
            taken.add(use.path().replaceAll("\\{\\{[^}]*}}", "*"));
        }
    }

    private void claim(String what, String name, Node at, Findings findings) {
        if (name.isEmpty() || EndpointUse.isOpen(name)) {
            return;
        }
        var use = new Use(findings.file(), at.getStartMark().map(Mark::getLine).orElse(0) + 1);
        Use before = names.putIfAbsent(what + " " + name, use);
        if (before != null) {
            findings.error(
                    Rule.DUPLICATE,
                    at,
                    "The %s `%s` is taken by %s:%d."
                            .formatted(what, name, before.file().getFileName(), before.line()),
                    "Give this one another %s.".formatted(what.equals("startup order") ? "number" : "name"));
        }
    }

    /** Reports messages to direct endpoints that no route of the folder takes. To be asked after all files. */
    void consumers(List<EndpointUse> uses, Findings findings) {
        var open = new LinkedHashMap<String, EndpointUse>();
        for (EndpointUse use : uses) {
            if (use.direction() == Direction.TO
                    && use.scheme().equals("direct")
                    && !EndpointUse.isOpen(use.path())
                    && !mayBeAbsent(use)) {
                open.put(use.path(), use);
            }
        }
        open.values().stream()
                .filter(use -> !isTaken(use.path()))
                .forEach(use -> findings.error(
                        Rule.CONSUMER,
                        use.pathNode(),
                        "No route takes what is sent to `direct:%s`.".formatted(use.path()),
                        NearestWord.to(use.path(), taken)
                                .map("Did you mean `direct:%s`?"::formatted)
                                .or(() -> Optional.of("Add a route with `from: direct:%s`.".formatted(use.path())))));
    }

    /** Whether the route says itself that nobody need take it. */
    private static boolean mayBeAbsent(EndpointUse use) {
        return use.option("failIfNoConsumers")
                .filter(option -> option.value().equalsIgnoreCase("false"))
                .isPresent();
    }

    /**
     * Reports kamelets that are to run by the id of a route. Camel waits for ever for that route. To be asked after all files.
     */
    void kameletIds(List<EndpointUse> uses, Findings findings) {
        for (EndpointUse use : uses) {
            String id = use.scheme().equals("kamelet") ? use.path().replaceFirst("^[^/]*/?", "") : "";
            Use route = names.get("route id " + id);
            if (!id.isEmpty() && route != null) {
                findings.errorIn(
                        Rule.DUPLICATE,
                        use.pathNode(),
                        id,
                        "The kamelet is to run as `%s`, which is the id of the route in %s:%d."
                                .formatted(id, route.file().getFileName(), route.line()),
                        Optional.of("Write another id after the slash, or none."));
            }
        }
    }

    private boolean isTaken(String name) {
        return taken.stream()
                .anyMatch(known -> known.contains("*") ? name.matches(known.replace("*", ".*")) : known.equals(name));
    }
}
