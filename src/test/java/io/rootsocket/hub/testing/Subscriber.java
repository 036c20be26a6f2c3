package io.rootsocket.hub.testing;

import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that takes the steps of RootSocket's JavaScript client, with the tokens from the sandbox itself. */
public final class Subscriber implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;
    private final List<Event> received = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    private Subscriber(Sandbox sandbox, String connectionToken) {
        this.sandbox = sandbox;
        var url = URI.create("ws://localhost:%d/api/v1/ws/%s/".formatted(sandbox.port(), connectionToken));
        this.socket = http.newWebSocketBuilder().buildAsync(url, new Listener()).join();
    }

    /** Connects with a token of its own. */
    public static Subscriber connect(Sandbox sandbox) {
        return new Subscriber(sandbox, token(sandbox, "/api/v1/connections/", ""));
    }

    /** Connects with a token. */
    public static Subscriber connect(Sandbox sandbox, String connectionToken) {
        return new Subscriber(sandbox, connectionToken);
    }

    /** Subscribes with a channel token and waits until the sandbox has taken it. */
    public Subscriber subscribe(String channel) {
        String auth = token(sandbox, "/api/v1/tokens/", "{\"category\":1,\"channel\":\"%s\"}".formatted(channel));
        send("{\"event\":\"subscription-add\",\"data\":{\"channel\":\"%s\",\"auth\":\"%s\"}}".formatted(channel, auth));
        return settled();
    }

    /** Waits until the sandbox has handled all that was sent before: it answers in order. */
    public Subscriber settled() {
        long pongs = pongs();
        send("{\"event\":\"ping\"}");
        await().until(() -> pongs() > pongs);
        return this;
    }

    private long pongs() {
        return received.stream()
                .filter(event -> event.event().equals(Event.PONG))
                .count();
    }

    public void send(String packet) {
        socket.sendText(packet, true).join();
    }

    /** The messages on a channel, in the order of arrival. */
    public List<String> received(String channel) {
        return received.stream()
                .filter(event -> event.event().equals(channel) && event.data() != null)
                .map(event -> String.valueOf(event.data().raw()))
                .toList();
    }

    /** The errors. */
    public List<Event> errors() {
        return received.stream()
                .filter(event -> event.event().equals(Event.ERROR))
                .toList();
    }

    /** Asks the sandbox for a token with its key. */
    public static String token(Sandbox sandbox, String path, String body) {
        var request = HttpRequest.newBuilder(sandbox.apiUrl().resolve(path))
                .header("Authorization", sandbox.key())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return Wire.readTree(answer.body()).path("token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder packet = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            packet.append(part);
            if (last) {
                try {
                    received.add(Wire.read(packet.toString(), Event.class));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                packet.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
