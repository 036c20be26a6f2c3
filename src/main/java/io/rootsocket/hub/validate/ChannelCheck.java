package io.rootsocket.hub.validate;

import io.rootsocket.hub.component.RootSocketConstants;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks what a {@code rootsocket:} endpoint is told, by the rules of the protocol itself. */
final class ChannelCheck {

    private static final List<String> OPERATIONS =
            Stream.of(Operation.values()).map(Operation::word).toList();

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(?:[^{}]|\\{[^{}]*})*}");

    private final RouteFile file;
    private final Placeholders placeholders;
    private final Findings findings;

    ChannelCheck(RouteFile file, Placeholders placeholders, Findings findings) {
        this.file = file;
        this.placeholders = placeholders;
        this.findings = findings;
    }

    /** Says so if it names no operation; whatever else is said of it then is of no use. */
    boolean hasUnknownOperation(EndpointUse use) {
        // Of one in `from` it is said that nothing comes from there.
        if (!use.scheme().equals("rootsocket")
                || use.direction() == EndpointUse.Direction.FROM
                || EndpointUse.isOpen(use.path())
                || operation(use).isPresent()) {
            return false;
        }
        findings.errorIn(
                Rule.ENDPOINT,
                use.pathNode(),
                use.path(),
                "`rootsocket:` has no operation `%s`.".formatted(use.path()),
                NearestWord.suggestion(use.path(), OPERATIONS)
                        .or(() -> Optional.of("There is: %s.".formatted(String.join(", ", OPERATIONS)))));
        return true;
    }

    private static Optional<Operation> operation(EndpointUse use) {
        return Stream.of(Operation.values())
                .filter(known -> known.word().equals(use.path()))
                .findFirst();
    }

    void check(EndpointUse use) {
        if (!use.scheme().equals("rootsocket") || use.direction() == EndpointUse.Direction.FROM) {
            return;
        }
        Optional<Operation> operation = operation(use);
        if (operation.isEmpty()) {
            return;
        }
        if (operation.get().needsChannel()) {
            use.option("channel").ifPresentOrElse(channel -> channel(use, channel), () -> requireSomeChannel(use));
        }
        use.option("maxMessageSize").ifPresent(size -> size(size.value(), size.valueNode()));
    }

    /** Only what is put together for each message may have an expression in it, and what stands around that is checked. */
    private void channel(EndpointUse use, EndpointUse.Option channel) {
        if (!channel.value().contains("${") || channel.value().contains("{{")) {
            name(channel.value(), channel.valueNode());
        } else if (use.dynamic()) {
            EXPRESSION
                    .splitAsStream(channel.value())
                    .filter(part -> !part.isEmpty())
                    .forEach(part -> require(part, channel.valueNode()));
        } else {
            require(channel.value(), channel.valueNode());
        }
    }

    private void requireSomeChannel(EndpointUse use) {
        List<String> given =
                use.options().stream().map(EndpointUse.Option::name).toList();
        boolean misspelt = NearestWord.to("channel", given).isPresent();
        boolean fromKamelet = file.endpoints().stream()
                .anyMatch(other -> other.option("channel").isPresent());
        if (!misspelt && !fromKamelet && !file.source().text().contains(RootSocketConstants.CHANNEL)) {
            findings.warning(
                    Rule.CHANNEL,
                    use.uriNode(),
                    "`%s` names no channel.".formatted(use.name()),
                    "Set the option `channel`, or the header `%s`.".formatted(RootSocketConstants.CHANNEL));
        }
    }

    /** Looks for channels that a header names. */
    void checkHeaders(Node node) {
        YamlTree.items(node).forEach(this::checkHeaders);
        for (YamlTree.Entry entry : YamlTree.entries(node)) {
            boolean channel = YamlTree.get(entry.value(), "name")
                    .flatMap(YamlTree::text)
                    .equals(Optional.of(RootSocketConstants.CHANNEL));
            if (entry.key().equals("setHeader") && channel) {
                YamlTree.get(entry.value(), "constant")
                        .ifPresent(value ->
                                YamlTree.text(value).ifPresent(name -> name(placeholders.resolveIfKnown(name), value)));
            }
            checkHeaders(entry.value());
        }
    }

    private void name(String channel, Node at) {
        if (!EndpointUse.isOpen(channel)) {
            require(channel, at);
        }
    }

    private void require(String channel, Node at) {
        try {
            new ChannelName(channel);
        } catch (InvalidChannelNameException e) {
            findings.error(Rule.CHANNEL, at, String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private void size(String text, Node at) {
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) > Event.MAX_BYTES) {
            findings.warning(
                    Rule.SIZE,
                    at,
                    "RootSocket drops events of more than %d bytes without a word.".formatted(Event.MAX_BYTES),
                    "Leave `maxMessageSize` at %d or below.".formatted(Event.MAX_BYTES));
        }
    }
}
