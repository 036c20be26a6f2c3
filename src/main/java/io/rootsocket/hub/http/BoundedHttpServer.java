package io.rootsocket.hub.http;

import static java.util.Objects.requireNonNull;

import io.rootsocket.hub.settings.ConnectionLimits;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Camel's web server with {@link OpenConnections bounds} and a {@link RequestScreen}. It speaks HTTP/1.1 only: an upgrade to
 * HTTP/2 in clear, passed on by a proxy, would be a tunnel past that proxy. Camel lets nobody choose the options of its
 * server, so this one opens its own on Camel's router.
 */
public final class BoundedHttpServer extends VertxPlatformHttpServer {

    private static final long TIMEOUT_SECONDS = 30;
    /** At the least, how often it looks whether an event loop is blocked. */
    private static final Duration BLOCKED_LOOK = Duration.ofSeconds(10);
    /** At the least, how often it looks for connections that are late. */
    private static final Duration LATE_LOOK = Duration.ofSeconds(5);
    /** New ones that the door has not yet heard of, and old ones that go for them. */
    private static final int ON_THEIR_WAY_OUT = 32;

    private final VertxPlatformHttpServerConfiguration configuration;
    private final ConnectionLimits limits;
    private final int maxConnections;
    private final OpenConnections connections;
    private final BiConsumer<Router, Router> front;
    private final Handler<HttpServerRequest> unreadable;
    private @Nullable Vertx own;
    private @Nullable HttpServer opened;

    /**
     * @param door what the door is called
     * @param maxConnections how many may be open
     * @param front adds to the first router what each request meets first; the second is the one behind it
     * @param unreadable answers what cannot be read as HTTP
     */
    public BoundedHttpServer(
            String door,
            VertxPlatformHttpServerConfiguration configuration,
            ConnectionLimits limits,
            int maxConnections,
            BiConsumer<Router, Router> front,
            Handler<HttpServerRequest> unreadable) {
        super(configuration);
        this.front = front;
        this.unreadable = unreadable;
        this.configuration = configuration;
        this.limits = limits;
        this.maxConnections = maxConnections;
        this.connections = new OpenConnections(door, limits, maxConnections, System::nanoTime);
    }

    /** Where Camel and the door put what is served. */
    public VertxPlatformHttpRouter router() {
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getPort());
        return VertxPlatformHttpRouter.lookup(getCamelContext(), name);
    }

    /** A request waits for the hub, not the hub for the request. */
    public void hold(HttpServerRequest request) {
        connections.serving(request);
    }

    /** A request that was held goes on. */
    public void release(HttpServerRequest request) {
        connections.receiving(request);
    }

    /** Its own for each door: what is done at one does not keep the other waiting. */
    @Override
    protected Vertx lookupVertx() {
        if (own == null) {
            // It would make a folder for copies of files that it serves, which a kill leaves behind. It serves none.
            var options = new VertxOptions()
                    // Whose calls do not come to an end is for the health of the hub to say, once and by its name.
                    .setMaxWorkerExecuteTime(Long.MAX_VALUE)
                    // Each look wakes a thread of its own for each door.
                    .setBlockedThreadCheckInterval(BLOCKED_LOOK.toMillis())
                    .setFileSystemOptions(
                            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
            // Vert.x' own builder takes no transport.
            own = new VertxBuilder(options)
                    .executorServiceFactory(new CallThreads())
                    .findTransport(new BoundedTransport(maxConnections + ON_THEIR_WAY_OUT))
                    .init()
                    .vertx();
        }
        return own;
    }

    @Override
    protected void startServer() throws Exception {
        Vertx vertx = getVertx();
        Router root = Router.router(vertx);
        root.route().handler(request -> {
            request.addEndHandler(ended -> connections.answered(request.request()));
            request.next();
        });
        front.accept(root, router());
        // Mounted, as what stands before it may have a request wait, which then finds the routes of that time.
        // Not as a sub-router: Vert.x takes these for its own class when nothing serves a path, and Camel's is another.
        root.route("/*").handler(router()::handleContext).failureHandler(router()::handleFailure);
        var server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(connection -> {
                    RequestFraming.guard(connection);
                    connections.opened(connection);
                })
                .requestHandler(request -> {
                    connections.receiving(request);
                    request.end().onSuccess(whole -> connections.serving(request));
                    root.handle(request);
                })
                .invalidRequestHandler(unreadable);
        opened = server;
        long every = limits.shortest().dividedBy(4).toMillis();
        vertx.setPeriodic(Math.min(Math.max(every, 10), LATE_LOOK.toMillis()), tick -> connections.closeLate());
        server.listen(configuration.getBindPort(), configuration.getBindHost())
                .toCompletionStage()
                .toCompletableFuture()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public HttpServer getServer() {
        return requireNonNull(opened, "the door has not opened yet");
    }

    @Override
    public int getPort() {
        return configuration.getBindPort();
    }

    @Override
    protected void stopServer() {
        // It closes its servers too.
        if (own != null) {
            own.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .join();
            own = null;
            opened = null;
        }
    }
}
