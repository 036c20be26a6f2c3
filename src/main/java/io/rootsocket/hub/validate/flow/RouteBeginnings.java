package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The routes of all files: finds where each begins, and has it walked. */
final class RouteBeginnings {

    /** What runs beside a route, with a message of it as it was at some point. */
    private static final Set<String> BESIDE =
            Set.of("onException", "onCompletion", "intercept", "interceptFrom", "interceptSendToEndpoint");

    private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete", "head");

    /** @param node what holds the steps */
    private record Beside(Frame frame, Node node) {}

    /** @param rest whether it is an operation of the REST DSL */
    private record Route(Frame frame, Node from, List<Node> steps, List<Beside> beside, boolean rest) {}

    private final RouteFlows flows = new RouteFlows();
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, Node> templates = new HashMap<>();
    private final Map<String, RoutesFile> templateFiles = new HashMap<>();
    private HubBeans beans = HubBeans.NONE;
    private final List<Beside> besideAll = new ArrayList<>();

    RouteBeginnings(List<RoutesFile> files) {
        for (RoutesFile file : files) {
            flows.kamelet(file);
            beans = beans.and(HubBeans.of(file.root()));
            templates(file);
        }
        files.forEach(this::routes);
    }

    RouteFlows walked() {
        routes.forEach(route -> Call.of(route.from(), route.frame().settings())
                .ifPresent(from -> flows.entry(from, route.frame(), route.steps())));
        // Any route may run before any other: what one leaves behind for all, the second walk hands to each.
        Map<String, Taint> known;
        do {
            known = flows.shared();
            routes.forEach(this::walk);
            flows.walkUnused();
        } while (!flows.shared().equals(known));
        return flows;
    }

    /** Where webhooks begin that name no method. */
    Set<Line> webhooksForEveryMethod() {
        return Stream.concat(
                        routes.stream()
                                .filter(route -> !route.rest())
                                .flatMap(route -> everyMethod(route.frame(), route.from())),
                        flows.kameletBeginnings().stream()
                                .flatMap(beginning -> everyMethod(beginning.frame(), beginning.from())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<Line> everyMethod(Frame frame, Node from) {
        return Call.of(from, frame.settings()).stream()
                .filter(call -> Sources.WEBHOOKS.contains(call.scheme())
                        && call.options().stream().noneMatch(RouteBeginnings::restrictsMethods))
                .map(call -> Line.of(frame.file(), call.node()));
    }

    /** Also misspelt, which another rule says better. */
    private static boolean restrictsMethods(Call.Option option) {
        return option.name().replace("-", "").toLowerCase(Locale.ROOT).startsWith("httpmethod");
    }

    private void templates(RoutesFile file) {
        for (Node item : YamlTree.items(file.root())) {
            YamlTree.get(item, "routeTemplate")
                    .ifPresent(template -> Yaml.text(template, "id").ifPresent(id -> {
                        templates.put(id, template);
                        templateFiles.put(id, file);
                    }));
            YamlTree.get(item, "routeConfiguration").ifPresent(shared -> besideAll.addAll(beside(frame(file), shared)));
        }
    }

    private void routes(RoutesFile file) {
        List<Node> items = YamlTree.items(file.root());
        Frame frame = frame(file);
        List<Beside> beside =
                items.stream().flatMap(item -> beside(frame, item).stream()).toList();
        for (Node item : items) {
            for (YamlTree.Entry entry : YamlTree.entries(item)) {
                switch (entry.key()) {
                    case "route" -> route(frame, entry.value(), beside);
                    case "from" -> add(frame, entry.value(), item, beside);
                    case "rest" -> rest(frame, entry.value());
                    case "templatedRoute" -> templatedRoute(entry.value());
                    default -> {
                        // What else there is at the top starts nothing.
                    }
                }
            }
        }
    }

    private void route(Frame frame, Node route, List<Beside> beside) {
        var all = new ArrayList<>(beside);
        all.addAll(beside(frame, route));
        YamlTree.get(route, "from").ifPresent(from -> add(frame, from, route, all));
    }

    private void add(Frame frame, Node from, Node around, List<Beside> beside) {
        List<Node> steps = Yaml.steps(from).isEmpty() ? Yaml.steps(around) : Yaml.steps(from);
        routes.add(new Route(frame, from, steps, beside, false));
    }

    private void templatedRoute(Node use) {
        String id = Yaml.text(use, "routeTemplateRef").orElse("");
        Node template = templates.get(id);
        RoutesFile file = templateFiles.get(id);
        if (template == null || file == null) {
            return;
        }
        Map<String, String> values = new HashMap<>();
        parameters(template, "defaultValue", values);
        parameters(use, "value", values);
        var frame = new Frame(file.source().file(), new Parameters(values, file.settings()), beans);
        Node inner = YamlTree.get(template, "route").orElse(template);
        YamlTree.get(inner, "from").ifPresent(from -> add(frame, from, inner, List.of()));
    }

    private static void parameters(Node holder, String key, Map<String, String> values) {
        for (Node parameter :
                YamlTree.get(holder, "parameters").map(YamlTree::items).orElse(List.of())) {
            Yaml.text(parameter, "name")
                    .ifPresent(name -> Yaml.text(parameter, key).ifPresent(value -> values.put(name, value)));
        }
    }

    private void rest(Frame frame, Node rest) {
        for (YamlTree.Entry verb : YamlTree.entries(rest)) {
            if (!VERBS.contains(verb.key())) {
                continue;
            }
            for (Node operation : Yaml.oneOrMany(verb.value())) {
                YamlTree.get(operation, "to")
                        .ifPresent(to -> routes.add(new Route(frame, operation, List.of(asStep(to)), List.of(), true)));
            }
        }
    }

    /** The target of an operation as a step that calls it. */
    private static Node asStep(Node to) {
        var key = new ScalarNode(Tag.STR, "to", ScalarStyle.PLAIN);
        return new MappingNode(Tag.MAP, List.of(new NodeTuple(key, to)), FlowStyle.BLOCK);
    }

    private void walk(Route route) {
        Line at =
                Line.of(route.frame().file(), YamlTree.get(route.from(), "uri").orElse(route.from()));
        Optional<Call> from = Call.of(route.from(), route.frame().settings());
        Optional<Message> began;
        Optional<Message> ended = Optional.empty();
        if (from.filter(call -> call.scheme().equals("kamelet")).isPresent() && !route.rest()) {
            began = flows.source(
                    from.get(), at, message -> new StepWalk(route.frame(), flows).steps(route.steps(), message));
            if (began.isEmpty()) {
                ended = steps(route, Optional.of(unknown(from.get(), at)));
            }
        } else {
            Optional<Outsider> origin =
                    route.rest() ? Optional.of(Sources.rest(at)) : from.flatMap(call -> Sources.origin(call, at));
            began = Optional.of(origin.map(Message::from).orElse(Message.OURS).withShared(flows.shared()));
            ended = steps(route, began);
        }
        beside(route, StepWalk.either(began, ended));
    }

    private void beside(Route route, Optional<Message> message) {
        Stream.concat(route.beside().stream(), besideAll.stream())
                .forEach(beside -> new StepWalk(beside.frame(), flows).steps(Yaml.steps(beside.node()), message));
    }

    private Frame frame(RoutesFile file) {
        return new Frame(file.source().file(), file.settings(), beans);
    }

    private static Message unknown(Call kamelet, Line at) {
        return Message.from(new Outsider(Outsider.Kind.OTHER, at, "whoever sends to `%s`".formatted(kamelet.name())));
    }

    private Optional<Message> steps(Route route, Optional<Message> message) {
        return new StepWalk(route.frame(), flows).steps(route.steps(), message);
    }

    private static List<Beside> beside(Frame frame, Node holder) {
        List<Beside> found = new ArrayList<>();
        for (YamlTree.Entry entry : YamlTree.entries(holder)) {
            if (BESIDE.contains(entry.key())) {
                // In a list each is named once more.
                for (Node one : Yaml.oneOrMany(entry.value())) {
                    List<Beside> named = beside(frame, one);
                    found.addAll(named.isEmpty() ? List.of(new Beside(frame, one)) : named);
                }
            }
        }
        return found;
    }
}
