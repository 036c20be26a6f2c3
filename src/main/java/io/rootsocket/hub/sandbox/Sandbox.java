package io.rootsocket.hub.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A RootSocket on your own machine: the HTTP API, the WebSocket, a page at {@code /} that shows what arrives, and faults
 * on demand. Keeps everything in memory. Safe to share between threads.
 */
public final class Sandbox implements AutoCloseable {

    private final SandboxSettings settings;
    private final Channels channels;
    private final Faults faults;
    private final HttpApi http;
    private final Vertx vertx = Vertx.vertx();
    private final int port;

    private Sandbox(SandboxSettings settings) {
        this.settings = settings;
        this.channels = new Channels(settings.clock());
        this.faults = new Faults(settings.clock());
        var tokens = new Tokens(settings);
        var connections = new Connections(settings.clock());
        this.http = new HttpApi(settings.key(), tokens, channels, connections, faults);
        Router router = Router.router(vertx);
        new SocketApi(tokens, channels, connections).addTo(router);
        http.addTo(router);
        new AdminApi(channels, faults).addTo(router);
        this.port = listen(router);
    }

    /**
     * Starts a sandbox.
     *
     * @return once it listens
     * @throws SandboxException if the port is taken; the message names it and says what to do
     */
    public static Sandbox start(SandboxSettings settings) {
        return new Sandbox(settings);
    }

    private int listen(Router router) {
        var options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                // Room for an event that is too large, so that it can be dropped as the service does.
                .setMaxWebSocketMessageSize(8_000_000)
                .setMaxWebSocketFrameSize(8_000_000);
        Future<HttpServer> listening = vertx.createHttpServer(options)
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return listening.get().actualPort();
        } catch (ExecutionException e) {
            vertx.close();
            throw new SandboxException(
                    "The sandbox cannot listen on %s:%d: %s. Stop what listens there, or set HUB_SANDBOX_PORT to another port."
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            vertx.close();
            throw new SandboxException("Interrupted while the sandbox started", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The base URL for {@code ROOTSOCKET_API_URL}; the page is there too. */
    public URI apiUrl() {
        return URI.create("http://localhost:" + port);
    }

    /** The key that requests must carry. */
    public String key() {
        return settings.key();
    }

    /** The last messages of a channel, the oldest first; also those that were dropped. */
    public List<ReceivedMessage> messages(String channel) {
        return channels.messages(channel);
    }

    /** How it misbehaves. */
    public Faults faults() {
        return faults;
    }

    /** How many requests of the HTTP API it has met, refused ones too. */
    public long requests() {
        return http.requests();
    }

    /** Stops listening and disconnects everybody. Safe twice. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new SandboxException("The sandbox did not stop cleanly", e);
        }
    }
}
