package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.failure.FailedExchange;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Redaction;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Watches the next exchanges that come in by a route, with their bodies and headers after each step, and ends by itself. What
 * it keeps is bounded, and gone with the process. Safe for threads.
 */
public final class Inspection {

    /** What a person may want to look at at once. */
    public static final int MAX_EXCHANGES = 50;

    private static final int MAX_STEPS = 200;
    private static final int MAX_BYTES = 4_000_000;
    private static final int MAX_HEADER = 1_000;

    private final String route;
    private final int next;
    private final Instant until;
    private final Redaction redaction;
    private final BodyStart bodies;
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private int bytes;
    private boolean stopped;

    private static final class Watched {

        private final Instant at;
        private final List<InspectedStep> steps = new ArrayList<>();
        private boolean complete;
        private boolean cut;

        private Watched(Instant at) {
            this.at = at;
        }
    }

    Inspection(String route, int next, Instant until, Redaction redaction, BodyStart bodies) {
        this.route = route;
        this.next = next;
        this.until = until;
        this.redaction = redaction;
        this.bodies = bodies;
    }

    /** The route by which they come in. */
    public String route() {
        return route;
    }

    /** How many exchanges are watched in all. */
    public int next() {
        return next;
    }

    /** When it ends at the latest. */
    public Instant until() {
        return until;
    }

    /** Whether it still watches, or waits for more. */
    public synchronized boolean isOn(Instant now) {
        boolean more = !stopped && watched.size() < next && now.isBefore(until);
        return more || watched.values().stream().anyMatch(exchange -> !exchange.complete && now.isBefore(until));
    }

    /** Whether it takes another one. */
    synchronized boolean takes(Instant now) {
        return !stopped && watched.size() < next && now.isBefore(until);
    }

    /** Takes no more. */
    synchronized void stop() {
        stopped = true;
    }

    /** Takes an exchange that has come in; false if there are enough. */
    boolean begin(Exchange exchange, Instant now) {
        synchronized (this) {
            if (!takes(now)) {
                return false;
            }
            watched.put(exchange.getExchangeId(), new Watched(now));
        }
        keep(exchange.getExchangeId(), exchange, "", Optional.empty());
        return true;
    }

    void after(String id, Exchange exchange, StepPoint step) {
        keep(id, exchange, step.label(), step.place());
    }

    synchronized void complete(String id) {
        Watched exchange = watched.get(id);
        if (exchange != null) {
            exchange.complete = true;
        }
    }

    private void keep(String id, Exchange exchange, String label, Optional<String> place) {
        if (isFull(id)) {
            return;
        }
        var held = new InspectedStep(
                label,
                place,
                redaction.shown(headers(exchange)),
                redaction.shown(bodies.of(exchange, exchange.getMessage())),
                failure(exchange));
        synchronized (this) {
            Watched kept = watched.get(id);
            if (kept != null && bytes < MAX_BYTES) {
                bytes += size(held);
                kept.steps.add(held);
            }
        }
    }

    private synchronized boolean isFull(String id) {
        Watched kept = watched.get(id);
        if (kept == null) {
            return true;
        }
        boolean full = kept.steps.size() >= MAX_STEPS || bytes >= MAX_BYTES;
        kept.cut |= full;
        return full;
    }

    private static int size(InspectedStep step) {
        Payload body = step.body();
        return body.bytes().length
                + step.headers().entrySet().stream()
                        .mapToInt(header ->
                                header.getKey().length() + header.getValue().length())
                        .sum();
    }

    private Optional<String> failure(Exchange exchange) {
        @Nullable Exception failure = exchange.getException();
        return Optional.ofNullable(failure)
                .map(why -> redaction.shown(FailedExchange.reason(why).message()));
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        if (exchange.getMessage().hasHeaders()) {
            exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, text(value)));
        }
        return headers;
    }

    /** What is no word or number is told by its type: to write it down could use it up. */
    private static String text(@Nullable Object value) {
        boolean simple = value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum
                || value instanceof Temporal
                || value instanceof Date;
        String text = simple || value == null
                ? String.valueOf(value)
                : "(%s)".formatted(value.getClass().getSimpleName());
        return text.length() <= MAX_HEADER ? text : text.substring(0, MAX_HEADER) + "…";
    }

    /** What it has so far, in the order in which it came in. */
    public synchronized List<InspectedExchange> exchanges() {
        return watched.entrySet().stream()
                .map(entry -> new InspectedExchange(
                        entry.getKey(),
                        entry.getValue().at,
                        entry.getValue().steps,
                        entry.getValue().complete,
                        entry.getValue().cut))
                .toList();
    }
}
