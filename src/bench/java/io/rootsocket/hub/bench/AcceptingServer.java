package io.rootsocket.hub.bench;

import io.vertx.core.Vertx;
import java.io.IOException;

/** A server that accepts every message as fast as it can, in a process of its own. */
final class AcceptingServer implements AutoCloseable {

    private final JavaProcess process;

    private AcceptingServer(JavaProcess process) {
        this.process = process;
    }

    static AcceptingServer start() throws IOException {
        return new AcceptingServer(JavaProcess.start(AcceptingServer.class));
    }

    String url() {
        return "http://localhost:" + process.said();
    }

    @Override
    public void close() {
        process.close();
    }

    public static void main(String[] args) {
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end("{\"accepted\":true}")))
                .listen(0, "localhost")
                .onSuccess(server -> System.out.println(server.actualPort()));
    }
}
