package io.rootsocket.hub.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;

/** A server that accepts every message as fast as it can and notes when it came. In this process, to share its clock. */
final class ArrivalServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    ArrivalServer(Arrivals arrivals) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    // Whether the key is taken, the hub asks with a GET.
                    if (request.method() == HttpMethod.GET) {
                        request.response()
                                .putHeader("Content-Type", "application/json")
                                .end("{}");
                        return;
                    }
                    arrivals.arrived(number(body.toString()));
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end("{\"accepted\":true}");
                }))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** The number at the end of the request's {@code data}. */
    private static int number(String json) {
        return Integer.parseInt(json.substring(json.lastIndexOf(' ') + 1, json.lastIndexOf('"')));
    }

    String url() {
        return "http://localhost:" + server.actualPort();
    }

    @Override
    public void close() {
        vertx.close();
    }
}
