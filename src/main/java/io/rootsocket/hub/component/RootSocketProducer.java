package io.rootsocket.hub.component;

import io.rootsocket.hub.component.http.HttpAnswer;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.MessageRequest;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.protocol.TokenRequest;
import io.rootsocket.hub.protocol.Wire;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out an endpoint's operation for each exchange. Safe for threads, and holds the calling one until the answer
 * came.
 *
 * <p>Delivery: each exchange makes at most one request. When it returns, the service has said 2xx, or with {@code
 * delivery=durable} the message is on disk; when it throws, the kind of {@link RootSocketException} says whether
 * repeating is right.
 */
final class RootSocketProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(RootSocketProducer.class);
    private static final int MAX_LOGGED = 1_000;

    private final Operation operation;
    private final RootSocketConfiguration configuration;
    private @Nullable HttpCall call;
    private @Nullable DurableMessages durable;

    RootSocketProducer(RootSocketEndpoint endpoint) {
        super(endpoint);
        this.operation = endpoint.operation();
        this.configuration = endpoint.getConfiguration();
    }

    /** @throws RootSocketConfigurationException if an option is missing or wrong */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        call = getEndpoint().call();
        if (operation == Operation.MESSAGE && configuration.getDelivery() == DeliveryMode.DURABLE) {
            durable = DurableMessages.open(getEndpoint());
        }
        getEndpoint().healthCheck().producerStarts();
    }

    @Override
    protected void doStop() throws Exception {
        if (call != null) {
            getEndpoint().healthCheck().producerStops();
            call = null;
        }
        super.doStop();
    }

    /** @throws RootSocketException if the service did not do it, or if that is not known */
    @Override
    public void process(Exchange exchange) throws Exception {
        HttpCall http = call;
        if (http == null) {
            throw new IllegalStateException("`rootsocket:%s` is not started".formatted(operation.word()));
        }
        forgetEarlierResults(exchange.getMessage());
        switch (operation) {
            case MESSAGE -> sendMessage(exchange, http);
            case TOKEN -> {
                ChannelName channel = channel(exchange);
                byte[] request = Wire.write(new TokenRequest(category(exchange, channel), channel));
                new TokenAnswer(http, channel.value()).onto(exchange, http.send(request, channel.value()));
            }
            case CONNECTION -> new TokenAnswer(http, null).onto(exchange, http.send(null, null));
            case CONNECTIONS -> readConnections(exchange, http);
        }
    }

    /** So that a failure does not look like the success of an earlier step. */
    private static void forgetEarlierResults(Message message) {
        message.removeHeader(RootSocketConstants.STATUS_CODE);
        message.removeHeader(RootSocketConstants.RESPONSE);
        message.removeHeader(RootSocketConstants.TOKEN);
        message.removeHeader(RootSocketConstants.TOKEN_EXPIRES_AT);
    }

    private void sendMessage(Exchange exchange, HttpCall http) throws RootSocketException {
        ChannelName channel = channel(exchange);
        MessageRequest request;
        byte[] json;
        try {
            request = new MessageRequest(
                    channel,
                    MessageData.of(exchange, configuration.getDataFormat(), configuration.getMaxMessageSize()));
            json = Wire.write(request);
        } catch (UnusableBodyException e) {
            throw unsendable(channel.value(), e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw unsendable(channel.value(), "The body has characters that are not valid Unicode. Correct them.", e);
        }
        refuseTooLarge(request);
        if (configuration.isDryRun()) {
            LOG.info("Dry run, not sent to channel {}: {}", channel, shortened(request));
            return;
        }
        DurableMessages later = durable;
        if (later != null) {
            later.store(channel, json, exchange);
            return;
        }
        HttpAnswer answer = sendNow(channel, json, exchange, http);
        exchange.getMessage().setHeader(RootSocketConstants.STATUS_CODE, answer.status());
        exchange.getMessage().setHeader(RootSocketConstants.RESPONSE, answer.text());
    }

    private HttpAnswer sendNow(ChannelName channel, byte[] json, Exchange exchange, HttpCall http)
            throws RootSocketException {
        DirectListener listener = getEndpoint().getComponent().directListener();
        if (listener == null) {
            return http.send(json, channel.value());
        }
        long began = System.nanoTime();
        RootSocketException failure = null;
        try {
            return http.send(json, channel.value(), listener.traceparent(exchange));
        } catch (RootSocketException e) {
            failure = e;
            throw e;
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - began);
            listener.sent(channel.value(), json, getEndpoint(), exchange, took, failure);
        }
    }

    private void readConnections(Exchange exchange, HttpCall http) throws RootSocketException {
        HttpAnswer answer = http.send(null, null);
        new ConnectionsAnswer(http).onto(exchange, answer);
    }

    private ChannelName channel(Exchange exchange) throws RootSocketMessageException {
        String named = exchange.getMessage().getHeader(RootSocketConstants.CHANNEL, String.class);
        String name = named == null ? configuration.getChannel() : named;
        if (name == null) {
            throw unsendable(
                    null,
                    "No channel is named. Set the option `channel` or the header `%s`."
                            .formatted(RootSocketConstants.CHANNEL),
                    null);
        }
        try {
            return new ChannelName(name);
        } catch (InvalidChannelNameException e) {
            throw unsendable(name, e.getMessage(), e);
        }
    }

    private int category(Exchange exchange, ChannelName channel) throws RootSocketMessageException {
        Object header = exchange.getMessage().getHeader(RootSocketConstants.CATEGORY);
        if (header == null) {
            return configuration.getCategory();
        }
        Integer category = exchange.getContext().getTypeConverter().tryConvertTo(Integer.class, exchange, header);
        if (category == null) {
            throw unsendable(
                    channel.value(),
                    "The header `%s` is not a whole number. Set it to one such as %d."
                            .formatted(RootSocketConstants.CATEGORY, TokenRequest.DEFAULT_CATEGORY),
                    null);
        }
        return category;
    }

    private void refuseTooLarge(MessageRequest request) throws RootSocketMessageException {
        int max = configuration.getMaxMessageSize();
        if (EventSize.isSurelyWithin(request, max)) {
            return;
        }
        int size = EventSize.inBytes(request);
        if (size > max) {
            throw unsendable(
                    request.channel().value(),
                    ("The event would be %,d bytes and at most %,d are allowed; RootSocket drops larger ones without a"
                                    + " word. Shorten the message, or send a link to it.")
                            .formatted(size, max),
                    null);
        }
    }

    private RootSocketMessageException unsendable(
            @Nullable String channel, @Nullable String why, @Nullable Throwable cause) {
        var failure = new Failure(operation, channel, 0, null, cause);
        return new RootSocketMessageException("%s was not sent. %s".formatted(failure.what(), why), failure);
    }

    private static String shortened(MessageRequest request) {
        String data = request.data().isTextual()
                ? request.data().textValue()
                : request.data().toString();
        return data.length() <= MAX_LOGGED ? data : data.substring(0, MAX_LOGGED) + "…";
    }

    @Override
    public RootSocketEndpoint getEndpoint() {
        return (RootSocketEndpoint) super.getEndpoint();
    }
}
