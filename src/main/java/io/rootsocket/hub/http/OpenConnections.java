package io.rootsocket.hub.http;

import io.rootsocket.hub.settings.ConnectionLimits;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one door, each either awaited (it owes the rest of a request) or served (the hub owes the answer). An
 * awaited one is closed when its time is over, however many bytes it drips; so is a served one that does not take its
 * answer. The hub itself may take as long as its route does.
 *
 * <p>When the door is full, a new connection takes the place of the one that has been awaited longest: who sends nothing
 * keeps nobody out.
 *
 * <p>Safe for several threads. Vert.x calls with a lock of its own, so nothing of Vert.x is called with the lock of this.
 */
final class OpenConnections {

    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);
    private static final long SAY_SO_EVERY = Duration.ofMinutes(1).toNanos();

    private final String door;
    private final ConnectionLimits limits;
    private final int max;
    private final LongSupplier nanos;
    /** Each with its deadline; the longest awaited first. */
    private final Map<HttpConnection, Long> awaited = new LinkedHashMap<>();

    private final Map<HttpConnection, Answer> served = new HashMap<>();
    private long saySoAt;

    /** An answer, and when it was last seen to get on. */
    private record Answer(HttpServerResponse response, long written, long since) {}

    /**
     * @param door what the door is called
     * @param max how many connections may be open
     * @param nanos a clock that only goes forward
     */
    OpenConnections(String door, ConnectionLimits limits, int max, LongSupplier nanos) {
        this.door = door;
        this.limits = limits;
        this.max = max;
        this.nanos = nanos;
        this.saySoAt = nanos.getAsLong();
    }

    /** A connection was made, which owes its first request. */
    void opened(HttpConnection connection) {
        connection.closeHandler(closed -> forget(connection));
        enter(connection).ifPresent(HttpConnection::close);
    }

    /** @return who must go for it: itself, if all others are served */
    private synchronized Optional<HttpConnection> enter(HttpConnection connection) {
        awaited.put(connection, nanos.getAsLong() + limits.requestTimeout().toNanos());
        if (awaited.size() + served.size() <= max) {
            return Optional.empty();
        }
        HttpConnection longest = awaited.keySet().iterator().next();
        awaited.remove(longest);
        if (nanos.getAsLong() - saySoAt >= 0) {
            saySoAt = nanos.getAsLong() + SAY_SO_EVERY;
            LOG.warn(
                    "{} has {} connections, and no more may be open (HUB_MAX_CONNECTIONS): for each new one, the one that "
                            + "has sent nothing for longest is closed",
                    door,
                    max);
        }
        return Optional.of(longest);
    }

    /** The head of a request has come, and its body is owed. */
    void receiving(HttpServerRequest request) {
        await(request.connection(), limits.requestTimeout());
    }

    /** The request is whole, or waits for the hub: the answer is owed. */
    void serving(HttpServerRequest request) {
        if (request.response().ended()) {
            await(request.connection(), limits.idleTimeout());
        } else {
            serve(request.connection(), new Answer(request.response(), -1, nanos.getAsLong()));
        }
    }

    /** The answer is given; another request may come, unless a part of this one is still owed. */
    void answered(HttpServerRequest request) {
        if (request.isEnded()) {
            await(request.connection(), limits.idleTimeout());
        }
    }

    private synchronized void await(HttpConnection connection, Duration timeout) {
        if (forget(connection)) {
            awaited.put(connection, nanos.getAsLong() + timeout.toNanos());
        }
    }

    private synchronized void serve(HttpConnection connection, Answer answer) {
        if (forget(connection)) {
            served.put(connection, answer);
        }
    }

    /** @return whether it was open */
    private synchronized boolean forget(HttpConnection connection) {
        return awaited.remove(connection) != null | served.remove(connection) != null;
    }

    /** Closes those whose time is over. */
    void closeLate() {
        long now = nanos.getAsLong();
        late(now).forEach(HttpConnection::close);
        answers().forEach((connection, answer) -> {
            long written = answer.response().headWritten() ? answer.response().bytesWritten() : -1;
            if (written != answer.written() || written < 0) {
                gotOn(connection, answer, new Answer(answer.response(), written, now));
            } else if (now - answer.since() >= limits.idleTimeout().toNanos()) {
                connection.close();
            }
        });
    }

    private synchronized List<HttpConnection> late(long now) {
        var late = new ArrayList<HttpConnection>();
        awaited.forEach((connection, deadline) -> {
            if (now - deadline >= 0) {
                late.add(connection);
            }
        });
        return late;
    }

    private synchronized Map<HttpConnection, Answer> answers() {
        return Map.copyOf(served);
    }

    private synchronized void gotOn(HttpConnection connection, Answer before, Answer after) {
        served.replace(connection, before, after);
    }
}
