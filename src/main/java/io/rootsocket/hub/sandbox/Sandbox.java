package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server that speaks RootSocket: its HTTP API and its WebSocket, with faults on demand and a page at {@code
 * /}. Everything is in memory and gone when it is closed.
 *
 * <p>Safe for use by several threads. A message is handed once to each client that is subscribed when the sandbox takes
 * it, in the order of taking; clients that come later do not get it.
 */
public final class Sandbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final int TIMEOUT_SECONDS = 10;

    private final Vertx vertx;
    private final SandboxSettings settings;
    private final Faults faults;
    private final History history;
    private final SandboxServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Sandbox(SandboxSettings settings) {
        // One event loop: what lives on it needs no locks.
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setBlockedThreadCheckInterval(10_000)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.settings = settings;
        this.faults = new Faults(settings.clock());
        this.history = new History(settings.historyPerChannel());
        this.server = new SandboxServer(vertx, settings, faults, history);
    }

    /**
     * Starts a sandbox and returns when it listens.
     *
     * @throws SandboxException if it cannot listen there, for example because the port is taken
     */
    public static Sandbox start(SandboxSettings settings) {
        Sandbox sandbox = new Sandbox(settings);
        try {
            await(sandbox.server.listen());
        } catch (ExecutionException e) {
            sandbox.close();
            throw new SandboxException(settings, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            sandbox.close();
            throw new SandboxException(settings, e);
        }
        LOG.debug("The sandbox listens on {}", sandbox.apiUrl());
        return sandbox;
    }

    /** The port that it listens on, also when any free one was asked for. */
    public int port() {
        return server.port();
    }

    /** The base URL of the HTTP API, for example {@code http://localhost:8001}. */
    public URI apiUrl() {
        return server.apiUrl();
    }

    /** What requests must carry as {@code Authorization}. */
    public String key() {
        return settings.key();
    }

    /** The last messages of a channel, oldest first; empty if there were none. */
    public List<ReceivedMessage> messages(String channel) {
        return history.messages(new ChannelName(channel));
    }

    /** The last events above the size limit, oldest first. */
    public List<DroppedEvent> dropped() {
        return history.dropped();
    }

    /** How it misbehaves. */
    public Faults faults() {
        return faults;
    }

    /** How many requests of the HTTP API came in since the start, whatever became of them. */
    public long requests() {
        return server.requests();
    }

    /** How many clients have a WebSocket open. */
    public int connections() {
        return server.connections();
    }

    /** Forgets messages, faults and counts, and cuts the open connections; the port and the tokens stay as they are. */
    public void startOver() {
        try {
            await(server.startOver());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The sandbox does not start over", e);
        }
    }

    /** Stops listening and cuts the open connections. Does nothing the second time. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            // First the clients: one that does not read would hold up an orderly close.
            await(server.cut().eventually(() -> vertx.close()));
            LOG.debug("The sandbox on port {} is closed", port());
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The sandbox on port {} did not close cleanly: {}", port(), e.toString());
        }
    }

    private static void await(Future<?> future) throws ExecutionException, TimeoutException {
        CompletableFuture<?> done = future.toCompletionStage().toCompletableFuture();
        try {
            done.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("interrupted", e);
        }
    }
}
