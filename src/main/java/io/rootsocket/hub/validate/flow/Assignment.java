package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** The steps that write into a message, or take something out. */
final class Assignment {

    private static final String CHECKED_IN = "claimCheck";
    private static final Pattern SETS_BODY = Pattern.compile("[bB]ody\\s*=(?!=)|setBody");

    private final Frame frame;

    private Assignment(Frame frame) {
        this.frame = frame;
    }

    /** @return the message afterwards; empty if it is none of these steps */
    static Optional<Message> apply(String name, Node step, Frame frame, Message message) {
        return new Assignment(frame).apply(name, step, message);
    }

    private Optional<Message> apply(String name, Node step, Message message) {
        return switch (name) {
            case "setHeader" -> Optional.of(header(step, message));
            case "setHeaders" -> Optional.of(each(step, "headers", message, this::header));
            case "setVariable" -> Optional.of(message.withVariable(name(step), value(step, message)));
            case "setVariables" ->
                Optional.of(
                        each(step, "variables", message, (one, now) -> now.withVariable(name(one), value(one, now))));
            case "setProperty" -> Optional.of(message.withProperty(name(step), value(step, message)));
            case "setBody", "transform" ->
                Expression.in(step, frame.settings()).map(value -> message.withBody(value(step, message)));
            case "removeHeader" -> Optional.of(message.withHeader(name(step), Optional.empty()));
            case "removeHeaders" -> Optional.of(message.withoutHeaders(pattern(step), keep(step)));
            case "removeVariable" -> Optional.of(message.withVariable(name(step), Optional.empty()));
            case "removeProperty" -> Optional.of(message.withProperty(name(step), Optional.empty()));
            case "convertBodyTo" -> Optional.of(isNumber(step) ? message.withBody(Optional.empty()) : message);
            case "convertHeaderTo" ->
                Optional.of(isNumber(step) ? message.withHeader(name(step), Optional.empty()) : message);
            case "convertVariableTo" ->
                Optional.of(isNumber(step) ? message.withVariable(name(step), Optional.empty()) : message);
            case "marshal", "unmarshal" -> Optional.of(received(step, message, message.body()));
            case "claimCheck" -> Optional.of(claimed(step, message));
            case "script" -> Optional.of(written(step, message));
            default -> Optional.empty();
        };
    }

    /** What was checked in may come back, under whichever key. */
    private static Message claimed(Node step, Message message) {
        String operation = Yaml.text(step, "operation").orElse("");
        return operation.equals("Set") || operation.equals("Push")
                ? message.withProperty(CHECKED_IN, message.body().or(() -> message.taint(Read.property(CHECKED_IN))))
                : message.withBody(message.body().or(() -> message.taint(Read.property(CHECKED_IN))));
    }

    /** Code that sets the body may set it to all that the code reads. */
    private Message written(Node step, Message message) {
        boolean setsBody = Expression.in(step, frame.settings())
                .filter(code -> SETS_BODY.matcher(code.text()).find())
                .isPresent();
        return setsBody ? message.withBody(value(step, message).or(message::body)) : message;
    }

    /** Of a step that takes from one variable and puts its result into another, which is the body otherwise. */
    static Message received(Node step, Message message, Optional<Taint> body) {
        Optional<Taint> result = Yaml.text(step, "variableSend")
                .map(variable -> message.taint(Read.variable(variable)))
                .orElse(body);
        return Yaml.text(step, "variableReceive")
                .map(variable -> message.withVariable(variable, result))
                .orElseGet(() -> message.withBody(result));
    }

    private Message header(Node step, Message message) {
        String name = name(step);
        Optional<Taint> chosen = SimpleText.of(name).reads().stream()
                .flatMap(read -> message.taint(read).stream())
                .findFirst();
        // Whoever chooses the name of a header chooses what it means.
        return chosen.isPresent()
                ? message.withHeader(Sink.ANY_HEADER, chosen)
                : message.withHeader(name, value(step, message));
    }

    private static Message each(Node step, String list, Message message, BiFunction<Node, Message, Message> set) {
        Message now = message;
        for (Node one : YamlTree.get(step, list).map(YamlTree::items).orElse(List.of())) {
            now = set.apply(one, now);
        }
        return now;
    }

    private Optional<Taint> value(Node step, Message message) {
        return Expression.in(step, frame.settings())
                .flatMap(value ->
                        value.taint(message).map(taint -> taint.through(Line.of(frame.file(), value.node()))));
    }

    private String name(Node step) {
        return frame.settings().apply(Yaml.textOr(step, "name").orElse(""));
    }

    private String pattern(Node step) {
        return frame.settings().apply(Yaml.textOr(step, "pattern").orElse("*"));
    }

    private static List<String> keep(Node step) {
        List<String> several =
                YamlTree.get(step, "excludePatterns").map(StepWalk::words).orElse(List.of());
        return several.isEmpty() ? Yaml.text(step, "excludePattern").stream().toList() : several;
    }

    private static boolean isNumber(Node step) {
        return Yaml.textOr(step, "type").filter(SimpleText::isNumber).isPresent();
    }
}
