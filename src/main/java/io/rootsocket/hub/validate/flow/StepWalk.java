package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Walks the steps of a route and notes what outsiders have a say in after each. A message that goes no further, such as
 * after {@code stop}, is empty.
 */
final class StepWalk {

    /** Twice through a loop shows what one turn hands to the next. */
    private static final int TURNS = 2;

    private static final Set<String> CALLS = Set.of(
            "to", "toD", "wireTap", "enrich", "poll", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter");

    private final Frame frame;
    private final CallWalk calls;
    private final RouteFlows routes;

    StepWalk(Frame frame, RouteFlows routes) {
        this.frame = frame;
        this.routes = routes;
        this.calls = new CallWalk(frame, routes);
    }

    Optional<Message> steps(List<Node> steps, Optional<Message> message) {
        Optional<Message> now = message;
        for (Node step : steps) {
            for (YamlTree.Entry entry : YamlTree.entries(step)) {
                if (now.isPresent()) {
                    now = enabled(entry.key(), entry.value(), now.get());
                    now.ifPresent(routes::share);
                }
            }
        }
        return now;
    }

    private Optional<Message> enabled(String name, Node step, Message message) {
        if (Yaml.text(step, "disabled").equals(Optional.of("true"))) {
            return Optional.of(message);
        }
        expression(step).ifPresent(expression -> calls.names(expression, message));
        return step(name, step, message);
    }

    private Optional<Message> step(String name, Node step, Message message) {
        if (CALLS.contains(name)) {
            return calls.call(name, step, message);
        }
        return switch (name) {
            case "stop", "throwException", "rollback" -> Optional.empty();
            case "choice" -> choice(step, message);
            case "filter" -> filter(step, message);
            case "validate" ->
                Optional.of(message.checked(Guard.of(expression(step)).passed()));
            case "split" -> split(step, message);
            case "multicast" -> multicast(step, message);
            case "loadBalance" -> eitherOf(step, message);
            case "doTry" -> doTry(step, message);
            case "loop" -> loop(step, message);
            case "circuitBreaker" -> circuitBreaker(step, message);
            case "kamelet" -> calls.kamelet(step, message, this);
            case "process", "bean" -> Optional.of(calls.bean(name, step, message));
            default -> plain(name, step, message);
        };
    }

    private Optional<Message> plain(String name, Node step, Message message) {
        return Assignment.apply(name, step, frame, message).or(() -> steps(Yaml.steps(step), Optional.of(message)));
    }

    private Optional<Message> choice(Node step, Message message) {
        Optional<Message> after = Optional.empty();
        Message left = message;
        for (Node when : YamlTree.get(step, "when").map(Yaml::oneOrMany).orElse(List.of())) {
            Guard check = Guard.of(expression(when));
            after = either(after, steps(Yaml.steps(when), Optional.of(left.checked(check.passed()))));
            left = left.checked(check.failed());
        }
        Optional<Node> otherwise = YamlTree.get(step, "otherwise");
        return either(
                after,
                otherwise.isPresent() ? steps(Yaml.steps(otherwise.get()), Optional.of(left)) : Optional.of(left));
    }

    private Optional<Message> filter(Node step, Message message) {
        Guard check = Guard.of(expression(step));
        return either(
                steps(Yaml.steps(step), Optional.of(message.checked(check.passed()))),
                Optional.of(message.checked(check.failed())));
    }

    private Optional<Message> split(Node step, Message message) {
        Optional<Taint> part = expression(step).flatMap(expression -> expression.taint(message));
        Optional<Message> after = steps(Yaml.steps(step), Optional.of(message.withBody(part)));
        // Without an aggregation the message goes on as it was.
        return YamlTree.get(step, "aggregationStrategy").isPresent()
                ? either(Optional.of(message), after)
                : Optional.of(message);
    }

    private Optional<Message> multicast(Node step, Message message) {
        return either(Optional.of(message), eitherOf(step, message));
    }

    /** Each step gets the message as it comes. */
    private Optional<Message> eitherOf(Node step, Message message) {
        Optional<Message> after = Optional.empty();
        for (Node one : Yaml.steps(step)) {
            after = either(after, steps(List.of(one), Optional.of(message)));
        }
        return after;
    }

    private Optional<Message> doTry(Node step, Message message) {
        Optional<Message> tried = steps(Yaml.steps(step), Optional.of(message));
        Optional<Message> failed = either(Optional.of(message), tried);
        Optional<Message> after = tried;
        for (Node caught : YamlTree.get(step, "doCatch").map(Yaml::oneOrMany).orElse(List.of())) {
            after = either(after, steps(Yaml.steps(caught), failed));
        }
        Optional<Node> always = YamlTree.get(step, "doFinally");
        return always.isPresent() ? steps(Yaml.steps(always.get()), after) : after;
    }

    private Optional<Message> loop(Node step, Message message) {
        Optional<Message> now = Optional.of(message);
        for (int turn = 0; turn < TURNS; turn++) {
            now = either(now, steps(Yaml.steps(step), now));
        }
        return now;
    }

    private Optional<Message> circuitBreaker(Node step, Message message) {
        Optional<Message> after = steps(Yaml.steps(step), Optional.of(message));
        Optional<Node> fallback = YamlTree.get(step, "onFallback");
        return fallback.isPresent()
                ? either(after, steps(Yaml.steps(fallback.get()), either(Optional.of(message), after)))
                : after;
    }

    private Optional<Expression> expression(Node step) {
        return Expression.in(step, frame.settings());
    }

    static Optional<Message> either(Optional<Message> one, Optional<Message> other) {
        return Stream.of(one, other).flatMap(Optional::stream).reduce(Message::or);
    }

    /** The names in a list, or the one that stands instead. */
    static List<String> words(Node node) {
        var words = new ArrayList<String>();
        YamlTree.text(node).ifPresent(words::add);
        YamlTree.items(node).forEach(item -> YamlTree.text(item).ifPresent(words::add));
        return words;
    }
}
