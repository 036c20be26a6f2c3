package io.rootsocket.hub.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A server that accepts every message as fast as it can, and counts them by channel. */
final class ChannelServer implements AutoCloseable {

    private static final String CHANNEL = "\"channel\":\"";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder all = new LongAdder();
    /** Of those that differ in what they say; of few, as it keeps them. */
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();

    private final boolean keeps;
    private final HttpServer server;

    ChannelServer() throws Exception {
        this(false);
    }

    /** @param keeps whether it tells repeats from others */
    ChannelServer(boolean keeps) throws Exception {
        this.keeps = keeps;
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    // Whether the key is taken, the hub asks with a GET.
                    if (request.method() != HttpMethod.GET) {
                        arrived(body.toString());
                    }
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end("{\"accepted\":true}");
                }))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private void arrived(String json) {
        int begin = json.indexOf(CHANNEL) + CHANNEL.length();
        counts.computeIfAbsent(json.substring(begin, json.indexOf('"', begin)), channel -> new LongAdder())
                .increment();
        all.increment();
        if (keeps) {
            bodies.add(json);
        }
    }

    /** How many have come, each counted once. */
    long different() {
        return bodies.size();
    }

    String url() {
        return "http://localhost:" + server.actualPort();
    }

    long arrived() {
        return all.sum();
    }

    /** How many have come, by channel. */
    Map<String, LongAdder> byChannel() {
        return counts;
    }

    void forget() {
        counts.clear();
    }

    /** @throws IllegalStateException if so many have not come in that time */
    void await(long messages, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (arrived() < messages) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("%d of %d have come".formatted(arrived(), messages));
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        vertx.close();
    }
}
