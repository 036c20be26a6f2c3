package io.rootsocket.hub.console;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Consumer;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Camel's management server on a Vert.x server that is made here, so that the guard is in place before the port opens
 * and even what is no HTTP is answered by us. One for each hub.
 */
final class AdminServer extends ManagementHttpServer {

    private final OwnServer http;

    /**
     * @param guard adds what each request meets first, and what is answered when no path is found
     * @param unreadable answers what cannot be read as HTTP
     */
    AdminServer(
            VertxPlatformHttpServerConfiguration configuration,
            Consumer<Router> guard,
            Handler<HttpServerRequest> unreadable) {
        setConfiguration(configuration);
        this.http = new OwnServer(configuration, guard, unreadable);
    }

    /** Not Camel's: it would make a server of its own. */
    @Override
    protected void doInit() throws Exception {
        getCamelContext().addService(http);
    }

    @Override
    protected void doStart() throws Exception {
        ServiceHelper.startService(http);
        super.doStart();
    }

    private static final class OwnServer extends VertxPlatformHttpServer {

        private final VertxPlatformHttpServerConfiguration configuration;
        private final Consumer<Router> guard;
        private final Handler<HttpServerRequest> unreadable;
        private @Nullable Vertx own;
        private @Nullable HttpServer server;

        OwnServer(
                VertxPlatformHttpServerConfiguration configuration,
                Consumer<Router> guard,
                Handler<HttpServerRequest> unreadable) {
            super(configuration);
            this.configuration = configuration;
            this.guard = guard;
            this.unreadable = unreadable;
        }

        @Override
        protected Vertx createVertxInstance() {
            own = super.createVertxInstance();
            return own;
        }

        @Override
        protected void startServer() {
            Router router = VertxPlatformHttpRouter.lookup(
                    getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getBindPort()));
            guard.accept(router);
            // One protocol, one way to say Host.
            server = getVertx()
                    .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                    .requestHandler(router)
                    .invalidRequestHandler(unreadable);
            server.listen(configuration.getBindPort(), configuration.getBindHost())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }

        @Override
        public HttpServer getServer() {
            return requireNonNull(server, "the admin door has not opened yet");
        }

        @Override
        public int getPort() {
            return server == null ? configuration.getBindPort() : server.actualPort();
        }

        @Override
        protected void stopServer() {
            if (server != null) {
                server.close().toCompletionStage().toCompletableFuture().join();
                server = null;
            }
        }

        @Override
        protected void stopVertx() {
            if (own != null) {
                own.close().toCompletionStage().toCompletableFuture().join();
                own = null;
            }
        }
    }
}
