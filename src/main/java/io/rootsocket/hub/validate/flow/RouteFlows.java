package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The routes and kamelets that steps lead to, and what was found on the way. What a route makes of a message is worked
 * out once for each message that differs, so many routes that share one take no longer than their sum.
 */
final class RouteFlows {

    private record Entry(Frame frame, List<Node> steps) {}

    private record Kamelet(RoutesFile file, Node template, Map<String, String> defaults, HubBeans beans) {}

    /** @param from what the steps stand in */
    record Beginning(Frame frame, Node from) {}

    private record Walked(Object steps, Optional<Call> by, Message message) {}

    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final Map<String, Kamelet> kamelets = new HashMap<>();
    private final Map<Walked, Optional<Message>> known = new HashMap<>();
    private final Map<Flow.Ends, Flow> found = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Taint> shared = new HashMap<>();
    /** Kamelets that are being begun with: one may begin with itself. */
    private final Set<String> beginning = new HashSet<>();

    Collection<Flow> found() {
        return found.values();
    }

    void report(Flow flow) {
        found.putIfAbsent(flow.ends(), flow);
    }

    /** Notes what a message leaves behind for all: variables of the hub and of a route. */
    void share(Message message) {
        message.variables().forEach((name, taint) -> {
            if (name.startsWith("global:") || name.startsWith("route:")) {
                shared.putIfAbsent(name, taint);
            }
        });
    }

    /** What messages have left behind for all. */
    Map<String, Taint> shared() {
        return Map.copyOf(shared);
    }

    /** Makes a route known that others may call. */
    void entry(Call from, Frame frame, List<Node> steps) {
        String kind = from.scheme().equals("vm") ? "seda" : from.scheme();
        if (Set.of("direct", "seda").contains(kind)) {
            entries.computeIfAbsent(kind + ":" + from.path(), name -> new ArrayList<>())
                    .add(new Entry(frame, steps));
        }
    }

    void kamelet(RoutesFile file) {
        Optional<String> name = YamlTree.get(file.root(), "metadata", "name").flatMap(YamlTree::text);
        Optional<Node> template = YamlTree.get(file.root(), "spec", "template");
        if (name.isEmpty() || template.isEmpty()) {
            return;
        }
        var defaults = new HashMap<String, String>();
        YamlTree.get(file.root(), "spec", "definition", "properties")
                .map(YamlTree::entries)
                .orElse(List.of())
                .forEach(property ->
                        Yaml.text(property.value(), "default").ifPresent(value -> defaults.put(property.key(), value)));
        kamelets.put(name.get(), new Kamelet(file, template.get(), defaults, HubBeans.of(template.get())));
    }

    /** Where the templates of kamelets begin. */
    List<Beginning> kameletBeginnings() {
        return kamelets.values().stream()
                .map(kamelet -> new Beginning(
                        new Frame(kamelet.file().source().file(), kamelet.file().settings(), HubBeans.NONE),
                        from(kamelet)))
                .toList();
    }

    /** Walks the kamelets that no route uses: their own steps count all the same. */
    void walkUnused() {
        for (Map.Entry<String, Kamelet> entry : Map.copyOf(kamelets).entrySet()) {
            if (!used.contains(entry.getKey())) {
                Node from = from(entry.getValue());
                Line at = Line.of(
                        entry.getValue().file().source().file(),
                        YamlTree.get(from, "uri").orElse(from));
                source(Call.of("kamelet:" + entry.getKey(), from), at, message -> message);
            }
        }
    }

    /** What comes back from a route that is called; the message as it is if there is no such route. */
    Optional<Message> route(String kind, Call call, Message message) {
        Optional<Message> after = Optional.empty();
        List<Entry> called = entries.getOrDefault(kind + ":" + call.path(), List.of());
        for (Entry entry : called) {
            Optional<Message> result = once(
                    new Walked(entry, Optional.empty(), message),
                    () -> new StepWalk(entry.frame(), this).steps(entry.steps(), Optional.of(message)));
            after = StepWalk.either(after, result);
        }
        return called.isEmpty() ? Optional.of(message) : after;
    }

    /** What comes back from a kamelet, of which {@code sink} is what it leads on to. */
    Optional<Message> kamelet(Call call, Message message, UnaryOperator<Optional<Message>> sink) {
        Kamelet kamelet = kamelets.get(name(call));
        if (kamelet == null) {
            return sink.apply(Optional.of(message));
        }
        return once(
                new Walked(kamelet, Optional.of(call), message),
                () -> walk(kamelet, call, message, Optional.empty(), sink));
    }

    /**
     * A kamelet that a route begins with.
     *
     * @param at where the route does
     * @param sink the steps of the route
     * @return what it brings, at its own beginning; empty if there is no such kamelet
     */
    Optional<Message> source(Call call, Line at, UnaryOperator<Optional<Message>> sink) {
        Kamelet kamelet = kamelets.get(name(call));
        if (kamelet == null || !beginning.add(name(call))) {
            return Optional.empty();
        }
        try {
            return source(kamelet, call, at, sink);
        } finally {
            beginning.remove(name(call));
        }
    }

    private Optional<Message> source(Kamelet kamelet, Call call, Line at, UnaryOperator<Optional<Message>> sink) {
        Frame frame = frame(kamelet, call, Optional.of(at), sink);
        Optional<Call> from = Call.of(from(kamelet), frame.settings());
        if (from.filter(inner -> inner.scheme().equals("kamelet")).isPresent()) {
            return source(from.get(), at, message -> new StepWalk(frame, this).steps(steps(kamelet), message))
                    .or(() -> walk(kamelet, call, Message.OURS, Optional.of(at), sink));
        }
        Message began = from.flatMap(inner -> Sources.origin(inner, at))
                .map(Message::from)
                .orElse(Message.OURS)
                .withShared(shared());
        walk(kamelet, call, began, Optional.of(at), sink);
        return Optional.of(began);
    }

    private Optional<Message> walk(
            Kamelet kamelet, Call call, Message message, Optional<Line> at, UnaryOperator<Optional<Message>> sink) {
        return new StepWalk(frame(kamelet, call, at, sink), this).steps(steps(kamelet), Optional.of(message));
    }

    private Frame frame(Kamelet kamelet, Call call, Optional<Line> at, UnaryOperator<Optional<Message>> sink) {
        used.add(name(call));
        var parameters = new HashMap<>(kamelet.defaults());
        call.options().forEach(option -> parameters.put(option.name(), option.value()));
        UnaryOperator<String> settings =
                new Parameters(parameters, kamelet.file().settings());
        return new Frame(kamelet.file().source().file(), settings, kamelet.beans(), at, sink);
    }

    /** A route that comes back to itself brings nothing new the second time. */
    private Optional<Message> once(Walked walked, java.util.function.Supplier<Optional<Message>> walk) {
        Optional<Message> before = known.get(walked);
        if (before != null) {
            return before;
        }
        known.put(walked, Optional.of(walked.message()));
        Optional<Message> after = walk.get();
        known.put(walked, after);
        return after;
    }

    private static String name(Call call) {
        return call.path().replaceFirst("/.*", "");
    }

    private static Node from(Kamelet kamelet) {
        Node route = YamlTree.get(kamelet.template(), "route").orElse(kamelet.template());
        return YamlTree.get(route, "from").orElse(route);
    }

    private static List<Node> steps(Kamelet kamelet) {
        return Yaml.steps(from(kamelet));
    }
}
