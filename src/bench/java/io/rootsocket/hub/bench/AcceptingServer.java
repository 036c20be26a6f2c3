package io.rootsocket.hub.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/**
 * A server that accepts every message as fast as it can, in a process of its own, and notes those of a {@link LoadGenerator}.
 * Close it.
 */
final class AcceptingServer implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String NOTED = "/noted";
    private static final String FORGET = "/forget";

    private final HttpClient http = HttpClient.newHttpClient();
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

    /** Begins to note anew. */
    void forget() throws IOException, InterruptedException {
        ask(FORGET);
    }

    /**
     * What has arrived, once it is all of this many messages.
     *
     * @throws IllegalStateException if they do not arrive within a minute
     */
    NotedArrivals awaitAll(int messages) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(TIMEOUT);
        NotedArrivals noted = NotedArrivals.of(ask(NOTED));
        while (noted.messages() < messages) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        "%d of %d messages did not arrive".formatted(messages - noted.messages(), messages));
            }
            Thread.sleep(20);
            noted = NotedArrivals.of(ask(NOTED));
        }
        return noted;
    }

    private String ask(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.close();
    }

    public static void main(String[] args) {
        var note = new ArrivalNotes();
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    if (request.method() == HttpMethod.GET) {
                        answer(request, note);
                        return;
                    }
                    request.body().onSuccess(body -> {
                        note.arrived(body.toString());
                        request.response()
                                .putHeader("Content-Type", "application/json")
                                .end("{\"accepted\":true}");
                    });
                })
                .listen(0, "localhost")
                .onSuccess(server -> System.out.println(server.actualPort()));
    }

    private static void answer(HttpServerRequest request, ArrivalNotes note) {
        if (request.path().equals(FORGET)) {
            note.forget();
        }
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(request.path().equals(NOTED) ? note.said().line() : "{}");
    }
}
