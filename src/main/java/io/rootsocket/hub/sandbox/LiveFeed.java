package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.Wire;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What happens in the sandbox, as server-sent events for its page: first a {@code snapshot}, then each change. Lives on
 * the event loop; not for other threads.
 */
final class LiveFeed {

    private final Set<HttpServerResponse> watchers = new LinkedHashSet<>();

    /** Starts a feed with that snapshot. */
    void watch(RoutingContext context, Object snapshot) {
        HttpServerResponse watcher = context.response();
        watcher.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        watcher.write(text("snapshot", snapshot));
        watchers.add(watcher);
        watcher.closeHandler(closed -> watchers.remove(watcher));
    }

    void received(ReceivedMessage message) {
        send("message", () -> ShownMessage.of(message));
    }

    void dropped(DroppedEvent event) {
        send("dropped", () -> ShownDrop.of(event));
    }

    void faults(List<FaultJson> active) {
        send("faults", () -> active);
    }

    void connections(int open) {
        send("connections", () -> open);
    }

    /** All is forgotten: the next thing that a watcher needs is a new snapshot. */
    void startOver(Object snapshot) {
        send("snapshot", () -> snapshot);
    }

    private void send(String type, Supplier<Object> data) {
        if (watchers.isEmpty()) {
            return;
        }
        String text = text(type, data.get());
        for (HttpServerResponse watcher : List.copyOf(watchers)) {
            if (watcher.writeQueueFull()) {
                // It comes back by itself and gets a new snapshot, so nothing needs to wait for it.
                watcher.reset();
            } else {
                watcher.write(text);
            }
        }
    }

    private static String text(String type, Object data) {
        return "event: %s\ndata: %s\n\n".formatted(type, Wire.writeText(data));
    }
}
