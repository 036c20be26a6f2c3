package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.http.RequestFraming;
import io.rootsocket.hub.protocol.Event;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a sandbox behind one port. What it is made of lives on its one event loop. */
final class SandboxServer {

    /** Longer bodies, and longer WebSocket messages, are not even read. */
    static final int MAX_BODY_BYTES = 4 * Event.MAX_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);

    private final Context loop;
    private final SandboxSettings settings;
    private final Faults faults;
    private final History history;
    private final LiveFeed feed = new LiveFeed();
    private final Channels channels;
    private final Tokens tokens;
    private final Connections connections;
    private final SnapshotSource snapshot;
    private final HttpServer server;
    private final AtomicLong requests = new AtomicLong();

    SandboxServer(Vertx vertx, SandboxSettings settings, Faults faults, History history) {
        this.loop = vertx.getOrCreateContext();
        this.settings = settings;
        this.faults = faults;
        this.history = history;
        this.tokens = new Tokens(vertx, settings);
        this.channels = new Channels(history, feed, settings.clock());
        this.connections = new Connections(settings, tokens, channels, faults, feed);
        this.snapshot = new SnapshotSource(this::apiUrl, settings, history, faults, connections);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                // HTTP/1.1 only: a fault that cuts a connection then hits one request.
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(MAX_BODY_BYTES)
                .setMaxWebSocketMessageSize(MAX_BODY_BYTES));
        this.server.connectionHandler(RequestFraming::guard).requestHandler(router(vertx));
    }

    private Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.errorHandler(404, SandboxServer::notFound);
        router.errorHandler(405, context -> Answer.error(context, 405, "this path does not answer that method"));
        router.errorHandler(400, SandboxServer::unreadable);
        router.errorHandler(500, SandboxServer::failed);
        router.route().failureHandler(SandboxServer::refuse);
        connections.addTo(router);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        router.route("/api/v1/*").handler(this::count).handler(new FaultInjection(faults));
        new HttpApi(settings, tokens, channels, connections).addTo(router);
        router.route().handler(new LocalOnly(settings.loopback()));
        new Front().addTo(router);
        new SandboxApi(faults, history, channels, feed, snapshot).addTo(router);
        return router;
    }

    private void count(RoutingContext context) {
        requests.incrementAndGet();
        context.next();
    }

    private static void notFound(RoutingContext context) {
        String path = context.request().path();
        boolean slash = path.startsWith("/api/v1/") && !path.endsWith("/");
        Answer.error(context, 404, slash ? "not found; every path of the API ends in a slash" : "not found");
    }

    private static void unreadable(RoutingContext context) {
        Answer.error(context, 400, "the request cannot be read");
    }

    /** What a client did wrong, or that it left: Vert.x would log each with its stack trace. */
    private static void refuse(RoutingContext context) {
        int status = context.statusCode();
        if (status < 0 || status >= 500) {
            context.next();
        } else if (context.response().ended() || context.response().closed()) {
            LOG.debug("A client left during {}", context.request().path());
        } else if (status == 413) {
            Answer.error(context, 413, "the body is longer than %d bytes".formatted(MAX_BODY_BYTES));
        } else {
            Answer.error(context, Math.max(status, 400), "the request cannot be read");
        }
    }

    private static void failed(RoutingContext context) {
        if (context.failure() instanceof BadRequestException bad) {
            Answer.error(context, 400, String.valueOf(bad.getMessage()));
        } else {
            LOG.error("The sandbox failed on {}", context.request().path(), context.failure());
            Answer.error(context, 500, "the sandbox failed, see its log");
        }
    }

    /** Completes when the server listens, and fails with why it does not. */
    Future<Void> listen() {
        faults.onChange(() -> loop.runOnContext(go -> faultsChanged()));
        return onLoop(() -> server.listen(settings.port(), settings.host()).mapEmpty());
    }

    private void faultsChanged() {
        if (faults.outage()) {
            connections.cut();
        }
        feed.faults(snapshot.faults());
    }

    Future<Void> startOver() {
        return onLoop(() -> {
            faults.clear();
            history.clear();
            requests.set(0);
            Future<Void> cut = connections.cut();
            feed.startOver(snapshot.take());
            return cut;
        });
    }

    Future<Void> cut() {
        return onLoop(connections::cut);
    }

    private Future<Void> onLoop(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(
                go -> Future.succeededFuture().compose(then -> work.get()).onComplete(done));
        return done.future();
    }

    int port() {
        return server.actualPort() > 0 ? server.actualPort() : settings.port();
    }

    URI apiUrl() {
        boolean here = settings.loopback() || settings.host().equals("0.0.0.0");
        return URI.create("http://%s:%d".formatted(here ? "localhost" : settings.host(), port()));
    }

    long requests() {
        return requests.get();
    }

    int connections() {
        return connections.count();
    }
}
