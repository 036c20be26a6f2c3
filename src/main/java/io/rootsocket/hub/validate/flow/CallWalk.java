package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The steps that call something: what that obeys is looked for, and where it leads is followed. */
final class CallWalk {

    private static final Set<String> POLLS = Set.of("poll", "pollEnrich");
    private static final Set<String> ENRICHES = Set.of("enrich", "pollEnrich");
    /** These take several endpoints in one text, with a comma between them. */
    private static final Set<String> LISTS = Set.of("recipientList", "routingSlip", "dynamicRouter");

    private final Frame frame;
    private final RouteFlows routes;
    private final Obedience obedience;

    CallWalk(Frame frame, RouteFlows routes) {
        this.frame = frame;
        this.routes = routes;
        this.obedience = new Obedience(frame, routes);
    }

    Optional<Message> call(String name, Node step, Message message) {
        Message sent = Yaml.text(step, "variableSend")
                .map(variable -> message.withBody(message.taint(Read.variable(variable))))
                .orElse(message);
        Optional<Message> answer = targets(name, step, sent);
        return answer.map(result -> Yaml.text(step, "variableReceive")
                .map(variable -> message.withVariable(variable, result.body()))
                .orElse(result));
    }

    void names(Expression expression, Message message) {
        obedience.names(expression, message);
    }

    private Optional<Message> targets(String name, Node step, Message message) {
        Optional<Expression> expression = Expression.in(step, frame.settings());
        if (expression.isPresent()) {
            return computed(name, step, expression.get(), message);
        }
        Optional<Call> call = Call.of(step, frame.settings());
        if (call.isEmpty()) {
            return Optional.of(message);
        }
        boolean dynamic = name.equals("toD")
                || (name.equals("wireTap") && !Yaml.text(step, "dynamicUri").equals(Optional.of("false")));
        return one(name, step, call.get(), dynamic, message);
    }

    /** The step names its endpoints by an expression. */
    private Optional<Message> computed(String name, Node step, Expression expression, Message message) {
        boolean text = Set.of("simple", "constant").contains(expression.language());
        boolean list = isList(name, step);
        if (list || !text) {
            obedience.whole(expression, message);
        }
        if (!text) {
            return Optional.of(polled(name, step, message));
        }
        boolean dynamic = !list && expression.language().equals("simple");
        List<String> uris = list ? separated(expression.text()) : List.of(expression.text());
        Optional<Message> after = Optional.of(message);
        for (String uri : uris) {
            Call call = Call.of(uri.strip(), expression.node());
            // Of a list that is filled in, all has been said.
            Optional<Message> now = list && SimpleText.isFilledIn(uri)
                    ? followed(name, call, message)
                    : one(name, step, call, dynamic, message);
            after = uris.size() == 1 ? now : StepWalk.either(after, now);
        }
        return after;
    }

    private static boolean isList(String name, Node step) {
        Optional<String> delimiter = Yaml.text(step, "delimiter").or(() -> Yaml.text(step, "uriDelimiter"));
        return LISTS.contains(name) && !delimiter.equals(Optional.of("false"));
    }

    private static Message polled(String name, Node step, Message message) {
        return POLLS.contains(name) || ENRICHES.contains(name)
                ? Assignment.received(step, message, Optional.empty())
                : message;
    }

    private Optional<Message> one(String name, Node step, Call call, boolean dynamic, Message message) {
        obedience.check(call, dynamic, message);
        Optional<Message> after = followed(name, call, message);
        if (name.equals("wireTap") || name.equals("routingSlip") && after.isEmpty()) {
            return Optional.of(message);
        }
        return after.map(answer -> ENRICHES.contains(name) ? enriched(step, message, answer) : answer);
    }

    /** The answer takes the place of the message, headers and all, or is put together with it. */
    private static Message enriched(Node step, Message message, Message answer) {
        boolean both = YamlTree.get(step, "aggregationStrategy").isPresent();
        return both ? message.or(answer) : answer;
    }

    private Optional<Message> followed(String name, Call call, Message message) {
        boolean open = SimpleText.isFilledIn(call.path());
        Line at = Line.of(frame.file(), call.node());
        return switch (call.scheme()) {
            case "direct" ->
                POLLS.contains(name) || open ? Optional.of(message) : routes.route("direct", call, message);
            case "seda", "vm" -> {
                if (!POLLS.contains(name) && !open) {
                    routes.route("seda", call, message);
                }
                yield Optional.of(message);
            }
            case "kamelet" -> open ? Optional.of(message) : kamelet(call, message);
            default -> Optional.of(answered(name, call, at, message));
        };
    }

    private static Message answered(String name, Call call, Line at, Message message) {
        Optional<Outsider> answer = Sources.answer(call, at)
                .filter(origin -> POLLS.contains(name) || origin.kind() == Outsider.Kind.ANSWER);
        if (answer.isPresent()) {
            return message.answered(answer.get());
        }
        boolean ours = switch (call.scheme()) {
            case "rootsocket" -> !call.path().equals("message");
            case "sql" -> call.path().strip().toLowerCase(java.util.Locale.ROOT).startsWith("select");
            case "exec" -> true;
            default -> false;
        };
        return ours ? message.withBody(Optional.empty()) : message;
    }

    private Optional<Message> kamelet(Call call, Message message) {
        return call.path().equals("sink")
                ? frame.sink().apply(Optional.of(message))
                : routes.kamelet(call, message, result -> result);
    }

    /** The step of that name: what stands below it is where the kamelet leads on to. */
    Optional<Message> kamelet(Node step, Message message, StepWalk walk) {
        String name = Yaml.textOr(step, "name").orElse("");
        Call call = Call.of("kamelet:" + name, step, step, frame.settings());
        return routes.kamelet(call, message, result -> walk.steps(Yaml.steps(step), result));
    }

    /** Code of the operator's own; beans of the hub prove who signed, or bring what a server answers. */
    Message bean(String name, Node step, Message message) {
        String ref = Yaml.textOr(step, "ref").orElse("").replaceAll("[{}#]", "").replaceFirst("^bean:", "");
        String type = Yaml.text(step, "beanType").orElse("");
        if (frame.beans().signs(ref) || frame.beans().signs(type)) {
            return message.signed();
        }
        if (frame.beans().polls(ref) || frame.beans().polls(type)) {
            Line at = frame.begins().orElse(Line.of(frame.file(), step));
            return message.polled(new Outsider(Outsider.Kind.ANSWER, at, "the server that is polled here"));
        }
        if (name.equals("bean") && Yaml.text(step, "method").isEmpty()) {
            obedience.check(Call.of("bean:" + ref, step), false, message);
        }
        return message;
    }

    /** At commas, but not at those inside of what is filled in. */
    private static List<String> separated(String uris) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < uris.length(); i++) {
            char c = uris.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(uris.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(uris.substring(from));
        return parts;
    }
}
