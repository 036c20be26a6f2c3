package io.rootsocket.hub.settings;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What callers of the hub's doors may take of its time and its connections. Immutable.
 *
 * @param requestTimeout how long a request may take to arrive, its head and its body together; {@code
 *     HUB_REQUEST_TIMEOUT}, default 30 s
 * @param idleTimeout how long a connection stays open without a request, or without taking more of its answer; {@code
 *     HUB_IDLE_TIMEOUT}, default 75 s, as proxies expect
 * @param maxConnections how many connections to the webhook door may be open; {@code HUB_MAX_CONNECTIONS}; empty: as the
 *     process's limit of open files and its memory allow
 * @param callTimeout how long a webhook's caller waits for its answer once the request is here; {@code
 *     HUB_WEBHOOK_TIMEOUT}, default 30 s
 * @param maxCalls how many calls of one webhook there may be at once; {@code HUB_WEBHOOK_MAX_CALLS}, default 100
 */
public record ConnectionLimits(
        Duration requestTimeout, Duration idleTimeout, OptionalInt maxConnections, Duration callTimeout, int maxCalls) {

    /** The shorter of the two times. */
    public Duration shortest() {
        return requestTimeout.compareTo(idleTimeout) < 0 ? requestTimeout : idleTimeout;
    }
}
