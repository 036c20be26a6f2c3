package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.PropertyConfigurerGetter;

/** Checks which options a URI names, before Camel sets any: it would set whatever can be reached from an endpoint. */
final class OptionNames {

    /** What Camel's own base of all components takes. */
    private static final Set<String> OF_CAMEL = Set.of("lazyStartProducer", "bridgeErrorHandler", "autowiredEnabled");

    private static final String CHANNEL = "channel";

    private OptionNames() {}

    /** @throws ResolveEndpointFailedException if one is no option of the endpoint, or is there twice */
    static void check(String uri, Map<String, Object> parameters, PropertyConfigurerGetter options) {
        List<String> unknown = parameters.keySet().stream()
                .filter(name -> !OF_CAMEL.contains(name) && options.getOptionType(name, true) == null)
                .toList();
        if (!unknown.isEmpty()) {
            throw new ResolveEndpointFailedException(
                    uri,
                    "There are %d parameters that couldn't be set on the endpoint. Unknown parameters=[%s]"
                            .formatted(unknown.size(), String.join(", ", unknown)));
        }
        parameters.forEach((name, value) -> {
            if (value instanceof Collection) {
                throw new ResolveEndpointFailedException(uri, "The option `%s` is there twice.".formatted(name));
            }
        });
    }

    /**
     * For a URI that was computed for a message.
     *
     * @throws ResolveEndpointFailedException whose cause is a {@link RootSocketMessageException}, if it names another
     *     option, or a channel that cannot be one: the message has chosen it, and nothing is wrong with the route
     */
    static void requireOnlyChannel(String uri, String operation, Map<String, Object> parameters) {
        Operation asked = OperationWord.parse(operation);
        List<String> others = parameters.keySet().stream()
                .filter(name -> !name.equals(CHANNEL))
                .toList();
        if (!others.isEmpty()) {
            throw new ResolveEndpointFailedException(
                    uri,
                    new RootSocketMessageException(
                            ("`rootsocket:%s` was not made. Its URI was computed for a message, and may name no option but"
                                            + " `channel`; it names `%s`. Write the endpoint into a route and choose the channel"
                                            + " with the header `%s`.")
                                    .formatted(operation, String.join("`, `", others), RootSocketConstants.CHANNEL),
                            Failure.unsent(asked, null)));
        }
        if (asked.needsChannel() && parameters.get(CHANNEL) instanceof String channel) {
            requireChannel(uri, asked, channel);
        }
    }

    private static void requireChannel(String uri, Operation asked, String channel) {
        try {
            new ChannelName(channel);
        } catch (InvalidChannelNameException e) {
            var failure = Failure.unsent(asked, channel, e);
            throw new ResolveEndpointFailedException(
                    uri,
                    new RootSocketMessageException(
                            "%s was not sent. %s".formatted(failure.what(), e.getMessage()), failure));
        }
    }
}
