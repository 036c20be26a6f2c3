package io.rootsocket.hub.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.protocol.TokenRequest;
import io.rootsocket.hub.protocol.TokenResponse;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A client on a WebSocket, as RootSocket's own one behaves: it gets its tokens over HTTP, subscribes and collects what
 * it is handed. Safe for use by several threads; the lists only grow, so that a test can wait for what it expects:
 *
 * <pre>{@code
 * await().untilAsserted(() -> assertThat(subscriber.received()).containsExactly("hello"));
 * }</pre>
 */
public final class Subscriber implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI apiUrl;
    private final String key;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile boolean closed;

    private Subscriber(URI apiUrl, String key, String connectionToken) {
        this.apiUrl = apiUrl;
        this.key = key;
        this.socket = HTTP.newWebSocketBuilder()
                .buildAsync(webSocketUrl(apiUrl, connectionToken), new Collector())
                .join();
    }

    /** Connects to a sandbox, and returns when the server has taken all subscriptions. */
    public static Subscriber to(Sandbox sandbox, String... channels) {
        return to(sandbox.apiUrl(), sandbox.key(), channels);
    }

    /** Connects to the server at that base URL, and returns when it has taken all subscriptions. */
    public static Subscriber to(URI apiUrl, String key, String... channels) {
        Subscriber subscriber = withToken(apiUrl, key, connectionToken(apiUrl, key));
        for (String channel : channels) {
            subscriber.subscribe(channel, channelToken(apiUrl, key, channel));
        }
        return subscriber;
    }

    /**
     * Connects with a connection token that the test already has.
     *
     * @throws java.util.concurrent.CompletionException if the server refuses; its cause's cause carries the answer
     */
    public static Subscriber withToken(URI apiUrl, String key, String connectionToken) {
        return new Subscriber(apiUrl, key, connectionToken);
    }

    /** A new connection token. */
    public static String connectionToken(URI apiUrl, String key) {
        return token(apiUrl.resolve(Operation.CONNECTION.path()), key, new byte[0]);
    }

    /** A new token for that channel. */
    public static String channelToken(URI apiUrl, String key, String channel) {
        byte[] body = Wire.write(new TokenRequest(TokenRequest.DEFAULT_CATEGORY, new ChannelName(channel)));
        return token(apiUrl.resolve(Operation.TOKEN.path()), key, body);
    }

    private static String token(URI url, String key, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("%s: %d %s".formatted(url, response.statusCode(), response.body()));
            }
            return Wire.read(response.body(), TokenResponse.class).token();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static URI webSocketUrl(URI apiUrl, String connectionToken) {
        return URI.create("ws://%s:%d/api/v1/ws/%s/".formatted(apiUrl.getHost(), apiUrl.getPort(), connectionToken));
    }

    /** Gets a token for the channel, subscribes, and returns when the server has handled it, if only to refuse. */
    public Subscriber subscribe(String channel) {
        return subscribe(channel, channelToken(apiUrl, key, channel));
    }

    /** Subscribes with that token, or with none, and returns when the server has handled it, if only to refuse. */
    public Subscriber subscribe(String channel, @Nullable String channelToken) {
        return send(new Event(Event.SUBSCRIPTION_ADD, new Event.Data(null, null, channel, null, channelToken)));
    }

    public Subscriber unsubscribe(String channel) {
        return send(new Event(Event.SUBSCRIPTION_REMOVE, new Event.Data(null, null, channel, null, null)));
    }

    /** Sends a message to a channel, and returns when the server has handled it. */
    public Subscriber send(String channel, String raw) {
        return send(new Event(channel, new Event.Data(null, null, null, raw, null)));
    }

    private Subscriber send(Event event) {
        return sendText(Wire.writeText(event));
    }

    /** Sends any text, and returns when the server has handled it. */
    public Subscriber sendText(String text) {
        long before = pongs();
        say(text);
        // The protocol confirms nothing, but events are handled in order: the pong tells that the text was.
        socket.sendText(Wire.writeText(Event.ping()), true).join();
        await().until(() -> pongs() > before);
        return this;
    }

    /** Sends any text, and does not wait. */
    public void say(String text) {
        socket.sendText(text, true).join();
    }

    private long pongs() {
        return events.stream().filter(event -> event.event().equals(Event.PONG)).count();
    }

    /** The messages so far, of all channels. */
    public List<String> received() {
        return events.stream().filter(Event::isMessage).map(Subscriber::raw).toList();
    }

    /** The messages so far, of one channel. */
    public List<String> received(String channel) {
        return events.stream()
                .filter(event -> event.event().equals(channel))
                .map(Subscriber::raw)
                .toList();
    }

    private static String raw(Event event) {
        return Objects.requireNonNull(Objects.requireNonNull(event.data()).raw());
    }

    /** What the errors so far said. */
    public List<Event.Data> errors() {
        return events.stream()
                .filter(event -> event.event().equals(Event.ERROR))
                .map(event -> Objects.requireNonNull(event.data()))
                .toList();
    }

    /** Whether the connection has ended, from whichever side. */
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        socket.abort();
        closed = true;
    }

    private final class Collector implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                events.add(read(text.toString()));
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private static Event read(String json) {
            try {
                return Wire.read(json, Event.class);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
            closed = true;
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed = true;
        }
    }
}
