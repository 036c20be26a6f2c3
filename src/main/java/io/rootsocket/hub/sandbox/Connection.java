package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.MessageRequest;
import io.rootsocket.hub.protocol.Wire;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client on its WebSocket. Lives on the event loop; not for other threads.
 *
 * <p>Decided here, because RootSocket documents nothing: a client's message reaches every subscriber, its sender too;
 * what is refused or not understood is answered with an {@code error} event and the connection stays open; a client
 * that does not read loses its connection rather than single messages, so that it can notice.
 */
final class Connection {

    /** How many bytes may wait for a client that does not read. */
    static final int MAX_WAITING_BYTES = 4 * Event.MAX_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final ServerWebSocket socket;
    private final HttpConnection transport;
    private final SandboxSettings settings;
    private final Tokens tokens;
    private final Channels channels;

    Connection(
            ServerWebSocket socket,
            HttpConnection transport,
            SandboxSettings settings,
            Tokens tokens,
            Channels channels) {
        this.socket = socket;
        this.transport = transport;
        this.settings = settings;
        this.tokens = tokens;
        this.channels = channels;
    }

    void open() {
        socket.setWriteQueueMaxSize(MAX_WAITING_BYTES);
        socket.textMessageHandler(this::handle);
        socket.exceptionHandler(failure -> LOG.debug("The WebSocket of {} failed", socket.remoteAddress(), failure));
        socket.binaryMessageHandler(bytes -> send(Event.error("events are text, not binary", "")));
    }

    private void handle(String text) {
        Event event;
        try {
            event = Wire.read(text, Event.class);
        } catch (JsonProcessingException e) {
            send(Event.error("not an event: " + e.getOriginalMessage(), ""));
            return;
        }
        if (event == null || (Object) event.event() == null) {
            send(Event.error("not an event: `event` is missing", ""));
            return;
        }
        handle(event);
    }

    private void handle(Event event) {
        switch (event.event()) {
            case Event.PING -> send(Event.pong());
            case Event.PONG, Event.ERROR -> {}
            case Event.SUBSCRIPTION_ADD -> subscribe(event.data());
            case Event.SUBSCRIPTION_REMOVE -> unsubscribe(event.data());
            case Event.DISCONNECT -> socket.close();
            default -> receive(event);
        }
    }

    private void subscribe(Event.@Nullable Data data) {
        String name = data == null || data.channel() == null ? "" : data.channel();
        try {
            ChannelName channel = new ChannelName(name);
            checkMaySubscribe(channel, data == null ? null : data.auth());
            channels.subscribe(channel, this);
        } catch (RefusedException | InvalidChannelNameException e) {
            send(Event.error("%s: %s".formatted(Event.CANNOT_SUBSCRIBE, e.getMessage()), name));
        }
    }

    private void checkMaySubscribe(ChannelName channel, @Nullable String auth) {
        if (!settings.channelSubscription()) {
            throw new RefusedException("this application does not allow subscriptions");
        }
        if (!settings.channelAuthorization()) {
            return;
        }
        if (auth == null) {
            throw new RefusedException("the channel token is missing; this application asks for one in `auth`");
        }
        if (!tokens.opens(auth, channel)) {
            throw new RefusedException("the channel token is not valid, has expired or is for another channel");
        }
    }

    private void unsubscribe(Event.@Nullable Data data) {
        String name = data == null || data.channel() == null ? "" : data.channel();
        try {
            channels.unsubscribe(new ChannelName(name), this);
        } catch (InvalidChannelNameException e) {
            send(Event.error("cannot unsubscribe: " + e.getMessage(), name));
        }
    }

    private void receive(Event event) {
        try {
            ChannelName channel = new ChannelName(event.event());
            channels.publish(new MessageRequest(channel, TextNode.valueOf(checkMaySend(channel, event.data()))));
        } catch (RefusedException | InvalidChannelNameException e) {
            send(Event.error("cannot send: " + e.getMessage(), event.event()));
        }
    }

    private String checkMaySend(ChannelName channel, Event.@Nullable Data data) {
        if (!settings.clientSend()) {
            throw new RefusedException("this application does not allow clients to send");
        }
        if (!channels.isSubscribed(channel, this)) {
            throw new RefusedException("a client may send only to channels that it is subscribed to");
        }
        if (data == null || data.raw() == null) {
            throw new RefusedException("`data.raw` is missing");
        }
        return data.raw();
    }

    private void send(Event event) {
        deliver(Wire.writeText(event));
    }

    /** Sends an event's text, unless the client has stopped reading. */
    void deliver(String event) {
        if (socket.isClosed()) {
            return;
        }
        if (socket.writeQueueFull()) {
            LOG.warn(
                    "Cut the connection of {}: it does not read, and {} bytes wait for it",
                    socket.remoteAddress(),
                    MAX_WAITING_BYTES);
            // A polite close would wait behind what the client does not read.
            TcpReset.of(transport);
            return;
        }
        socket.writeTextMessage(event);
    }

    /** What the client asked for is not allowed; the message tells it why. */
    private static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason);
        }
    }
}
