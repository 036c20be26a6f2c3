package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.finding.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** What an endpoint obeys of a message: looks for outsiders that have a say in it. */
final class Obedience {

    /** A value that SQL gets beside its text. */
    private static final Pattern BOUND = Pattern.compile(":#\\$\\{[^}]*}");
    /** These say in their URI what runs. A `to` does not fill it in, but who writes it so means that it should. */
    private static final Set<Rule> MEANT = Set.of(Rule.TAINTED_PROGRAM, Rule.TAINTED_SQL);

    private static final List<String> RECIPIENTS = List.of("To", "Cc", "Bcc", "mail.smtp.host", "mail.smtps.host");
    private static final List<String> OF_THE_REQUEST = List.of("CamelHttpUri", "CamelHttpPath", "CamelHttpQuery");

    private final Frame frame;
    private final RouteFlows routes;

    Obedience(Frame frame, RouteFlows routes) {
        this.frame = frame;
        this.routes = routes;
    }

    /** @param dynamic whether the URI is put together for each message */
    void check(Call call, boolean dynamic, Message message) {
        Sink sink = Sinks.of(call);
        for (Call.Option text : call.texts()) {
            if (dynamic) {
                taint(text.value(), message).ifPresent(taint -> dynamic(call, text.node(), taint));
            } else if (MEANT.contains(sink.rule())) {
                taint(BOUND.matcher(text.value()).replaceAll(""), message)
                        .ifPresent(taint -> report(taint, sink, text.node(), false));
            }
        }
        if (!dynamic) {
            filled(call, sink, message);
        }
        Optional<Taint> header = sink.header(message);
        header.ifPresent(taint -> report(taint, sink, call.node(), sink.runs().test(call)));
        if (sink.body().test(call)) {
            message.body()
                    .ifPresent(taint ->
                            report(taint, sink, call.node(), sink.runs().test(call)));
        }
        if (header.isEmpty()) {
            asTheyCame(call, sink, message);
        }
    }

    /** An outsider has a say in what names the whole endpoint, or can add another one to a list. */
    void whole(Expression expression, Message message) {
        expression.taint(message).ifPresent(taint -> dynamic(Call.of("", expression.node()), expression.node(), taint));
    }

    private void dynamic(Call call, Node at, Taint taint) {
        Sink sink = Sinks.of(call);
        report(taint, sink, at, sink.runs().test(call));
    }

    /** Which bean, setting or expression a function of Simple takes is decided by the route. */
    void names(Expression expression, Message message) {
        if (!Set.of("simple", "csimple").contains(expression.language())) {
            return;
        }
        SimpleText.of(expression.text()).names().stream()
                .flatMap(read -> message.taint(read).stream())
                .findFirst()
                .ifPresent(taint ->
                        report(taint, Sinks.of(Call.of("bean:", expression.node())), expression.node(), false));
    }

    private void filled(Call call, Sink sink, Message message) {
        for (Call.Option option : call.options()) {
            if (sink.filled().contains(option.name())) {
                taint(option.value(), message).ifPresent(taint -> report(taint, sink, option.node(), false));
            }
        }
    }

    /** Some endpoints obey headers that nobody in the route names, simply because they are still there. */
    private void asTheyCame(Call call, Sink sink, Message message) {
        message.others().filter(left -> left.origin().kind().bringsHeaders()).ifPresent(left -> {
            boolean mail =
                    sink.rule() == Rule.TAINTED_MAIL && RECIPIENTS.stream().anyMatch(left::has);
            boolean request = sink.rule() == Rule.TAINTED_HTTP_ADDRESS
                    && left.origin().kind().isWebhook()
                    && !call.isTrue("bridgeEndpoint")
                    && OF_THE_REQUEST.stream()
                            .anyMatch(name -> left.has(name)
                                    && !message.headers().containsKey(name.toLowerCase(java.util.Locale.ROOT)));
            if (mail) {
                left(
                        left,
                        sink,
                        call,
                        "each header",
                        "Put `removeHeaders` with the pattern \"*\" before it, and set what the mail needs after that.");
            } else if (request) {
                left(
                        left,
                        sink,
                        call,
                        "the request line",
                        "Put `removeHeaders` with the pattern \"CamelHttp*\" before it.");
            }
        });
    }

    private void left(OtherHeaders left, Sink sink, Call call, String what, String cure) {
        Taint taint = new Taint(left.origin(), what, Optional.empty());
        routes.report(new Flow(taint, sink.rule(), Line.of(frame.file(), call.node()), sink.does(), cure, false));
    }

    private static Optional<Taint> taint(String text, Message message) {
        return SimpleText.of(text).reads().stream()
                .sorted(java.util.Comparator.comparing(Read::toString))
                .flatMap(read -> message.taint(read).stream())
                .findFirst();
    }

    private void report(Taint taint, Sink sink, Node at, boolean runs) {
        if (sink.rule() == Rule.TAINTED_FILE_NAME && taint.isNameOfLocalFile()) {
            return;
        }
        routes.report(new Flow(taint, sink.rule(), Line.of(frame.file(), at), sink.does(), sink.cure(), runs));
    }
}
