package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Operation;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/** Puts the messages of one endpoint into the durable store, with the endpoint's options and the message's headers. */
final class DurableMessages {

    static final int HIGHEST_PRIORITY = 9;

    private final DurableStore store;
    private final RootSocketEndpoint endpoint;
    private final RootSocketConfiguration configuration;
    private final @Nullable Expression deduplicate;

    private DurableMessages(DurableStore store, RootSocketEndpoint endpoint) {
        this.store = store;
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        String key = configuration.getDeduplicate();
        this.deduplicate = key == null
                ? null
                : endpoint.getCamelContext().resolveLanguage("simple").createExpression(key);
        if (deduplicate != null) {
            deduplicate.init(endpoint.getCamelContext());
        }
    }

    /** @throws RootSocketConfigurationException if there is no store */
    static DurableMessages open(RootSocketEndpoint endpoint) throws RootSocketConfigurationException {
        DurableStore store = endpoint.getComponent().getDurableStore();
        if (store == null) {
            throw new RootSocketConfigurationException(
                    "`rootsocket:message` cannot start. `delivery=durable` needs a place to store messages, which the hub"
                            + " has and this application has not. Set `delivery` to `direct`.",
                    Failure.unsent(Operation.MESSAGE, null));
        }
        store.opened(endpoint);
        return new DurableMessages(store, endpoint);
    }

    /** @throws RootSocketRetryException if it is not on disk; it may be tried again */
    void store(ChannelName channel, byte[] request, Exchange exchange) throws RootSocketException {
        var message = new DurableMessage(
                channel,
                request,
                expiresAfter(channel, exchange),
                priority(channel, exchange),
                configuration.getOnAmbiguous(),
                deduplicationKey(exchange, request));
        try {
            // What comes again after a crash, by the key of its occurrence, is the message that is stored already.
            if (store.store(message, endpoint, exchange) || !hasKeyOfItsOwn(exchange)) {
                OccurrenceKey.stored(exchange);
            } else {
                OccurrenceKey.dropped(exchange);
            }
        } catch (NotStoredException e) {
            var failure = Failure.unsent(Operation.MESSAGE, channel.value(), e);
            throw new RootSocketRetryException(
                    "%s was not stored. %s".formatted(failure.what(), e.getMessage()), failure, null);
        }
    }

    private Optional<Duration> expiresAfter(ChannelName channel, Exchange exchange) throws RootSocketMessageException {
        Duration wanted = header(
                channel,
                exchange,
                RootSocketConstants.EXPIRES_AFTER,
                Duration.class,
                configuration.getExpiresAfter(),
                "a time such as `10m`");
        if (wanted != null && (wanted.isZero() || wanted.isNegative())) {
            throw unusable(channel, RootSocketConstants.EXPIRES_AFTER, "a time above zero");
        }
        return Optional.ofNullable(wanted);
    }

    private int priority(ChannelName channel, Exchange exchange) throws RootSocketMessageException {
        String expected = "a whole number from 0 to " + HIGHEST_PRIORITY;
        Integer wanted = header(
                channel, exchange, RootSocketConstants.PRIORITY, Integer.class, configuration.getPriority(), expected);
        if (wanted == null || wanted < 0 || wanted > HIGHEST_PRIORITY) {
            throw unusable(channel, RootSocketConstants.PRIORITY, expected);
        }
        return wanted;
    }

    /**
     * What the message or the endpoint says, or else the occurrence that began it. An expression that finds nothing gives
     * no key: all such messages would be taken for repeats of the first.
     */
    private Optional<String> deduplicationKey(Exchange exchange, byte[] request) {
        String key = exchange.getMessage().getHeader(RootSocketConstants.DEDUPLICATION_KEY, String.class);
        if (key == null && deduplicate != null) {
            key = deduplicate.evaluate(exchange, String.class);
        }
        if (key == null && deduplicate == null) {
            return OccurrenceKey.next(exchange, request);
        }
        return Optional.ofNullable(key).filter(found -> !found.isBlank());
    }

    private boolean hasKeyOfItsOwn(Exchange exchange) {
        return deduplicate != null || exchange.getMessage().getHeader(RootSocketConstants.DEDUPLICATION_KEY) != null;
    }

    private static <T> @Nullable T header(
            ChannelName channel, Exchange exchange, String name, Class<T> type, @Nullable T option, String expected)
            throws RootSocketMessageException {
        Object given = exchange.getMessage().getHeader(name);
        if (given == null) {
            return option;
        }
        T value = exchange.getContext().getTypeConverter().tryConvertTo(type, exchange, given);
        if (value == null) {
            throw unusable(channel, name, expected);
        }
        return value;
    }

    private static RootSocketMessageException unusable(ChannelName channel, String header, String expected) {
        var failure = Failure.unsent(Operation.MESSAGE, channel.value());
        return new RootSocketMessageException(
                "%s was not sent. The header `%s` is not %s. Correct it.".formatted(failure.what(), header, expected),
                failure);
    }
}
