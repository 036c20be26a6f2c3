package io.rootsocket.hub.bench;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server that accepts every message as fast as it can, in a process of its own. */
final class AcceptingServer implements AutoCloseable {

    private final Process process;
    private final int port;

    private AcceptingServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static AcceptingServer start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AcceptingServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new AcceptingServer(process, Integer.parseInt(output.readLine()));
    }

    String url() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() {
        process.destroy();
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
