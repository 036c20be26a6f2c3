package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.TokenClaims;
import io.rootsocket.hub.protocol.Wire;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket side: {@code /api/v1/ws/<connection token>/}. */
final class SocketApi {

    private static final Logger LOG = LoggerFactory.getLogger(SocketApi.class);

    private final Tokens tokens;
    private final Channels channels;
    private final Connections connections;

    SocketApi(Tokens tokens, Channels channels, Connections connections) {
        this.tokens = tokens;
        this.channels = channels;
        this.connections = connections;
    }

    void addTo(Router router) {
        router.get("/api/v1/ws/:token/").handler(this::connect);
    }

    private void connect(RoutingContext request) {
        String token = request.pathParam("token");
        Optional<JsonNode> claims = tokens.verifyConnection(token);
        if (claims.isEmpty()) {
            HttpApi.refuse(request, 401, "The connection token is not valid or has expired.");
            return;
        }
        String userAgent = Objects.requireNonNullElse(request.request().getHeader("User-Agent"), "unknown");
        if (!connections.open(token, userAgent)) {
            HttpApi.refuse(request, 409, "Another client is connected with this token.");
            return;
        }
        request.request()
                .toWebSocket()
                .onSuccess(socket -> new Client(socket, token, claims.get()).listen())
                .onFailure(failure -> connections.close(token));
    }

    /** One connected client. Used by its event loop only. */
    private final class Client {

        private final ServerWebSocket socket;
        private final String token;
        private final JsonNode claims;
        private final Set<String> subscriptions = new HashSet<>();
        private final Consumer<String> subscriber = this::send;

        Client(ServerWebSocket socket, String token, JsonNode claims) {
            this.socket = socket;
            this.token = token;
            this.claims = claims;
        }

        void listen() {
            socket.textMessageHandler(this::receive);
            socket.closeHandler(closed -> leave());
            socket.exceptionHandler(failure -> LOG.debug("A client's connection failed", failure));
        }

        private void leave() {
            subscriptions.forEach(channel -> channels.unsubscribe(channel, subscriber));
            connections.close(token);
        }

        private void send(String event) {
            if (socket.writeQueueFull()) {
                // A client that does not read must not fill the sandbox's memory.
                LOG.warn("Disconnected a client that reads too slowly.");
                socket.close();
            } else if (!socket.isClosed()) {
                socket.writeTextMessage(event);
            }
        }

        private void send(Event event) {
            send(Wire.writeText(event));
        }

        private void receive(String text) {
            try {
                handle(Wire.read(text, Event.class));
            } catch (JsonProcessingException e) {
                send(Event.error("not an event: the packet is not JSON of that shape", ""));
            }
        }

        private void handle(Event event) {
            Event.Data data = event.data() == null ? new Event.Data(null, null, null, null, null) : event.data();
            switch (event.event()) {
                case Event.PING -> send(Event.pong());
                case Event.PONG, Event.ERROR -> {}
                case Event.SUBSCRIPTION_ADD -> subscribe(text(data.channel()), text(data.auth()));
                case Event.SUBSCRIPTION_REMOVE -> {
                    subscriptions.remove(text(data.channel()));
                    channels.unsubscribe(text(data.channel()), subscriber);
                }
                case Event.DISCONNECT -> socket.close();
                default -> publish(event.event(), text(data.raw()));
            }
        }

        private void subscribe(String channel, String auth) {
            Optional<String> refusal = refusal(channel, auth);
            if (refusal.isPresent()) {
                send(Event.error(Event.CANNOT_SUBSCRIBE + ": " + refusal.get(), channel));
            } else {
                subscriptions.add(channel);
                channels.subscribe(channel, subscriber);
            }
        }

        private Optional<String> refusal(String channel, String auth) {
            if (!claims.path(TokenClaims.ALLOW_CHANNEL_SUBSCRIPTION).asBoolean()) {
                return Optional.of("subscriptions are switched off");
            }
            try {
                new ChannelName(channel);
            } catch (InvalidChannelNameException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            boolean authorized =
                    !claims.path(TokenClaims.ALLOW_CHANNEL_AUTHORIZATION).asBoolean()
                            || tokens.opensChannel(auth, channel);
            return authorized ? Optional.empty() : Optional.of("the channel token is missing or not valid");
        }

        private void publish(String channel, String raw) {
            if (!claims.path(TokenClaims.ALLOW_CLIENT_SEND).asBoolean()) {
                send(Event.error("cannot send: clients may not send", channel));
            } else if (!channels.isSubscribed(channel, subscriber)) {
                send(Event.error("cannot send: not subscribed", channel));
            } else {
                channels.send(new ChannelName(channel), raw);
            }
        }

        private static String text(@Nullable String value) {
            return Objects.requireNonNullElse(value, "");
        }
    }
}
