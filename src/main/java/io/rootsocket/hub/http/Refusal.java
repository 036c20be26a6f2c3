package io.rootsocket.hub.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request goes no further.
 *
 * @param status 400 to 599
 * @param detail what, why, and what to do, for the answer
 * @param headers what the answer has besides
 */
public record Refusal(int status, String detail, Map<String, String> headers) {

    private static final String KEY = Refusal.class.getName();

    public Refusal(int status, String detail) {
        this(status, detail, Map.of());
    }

    /** Notes with a request that it is refused. */
    void note(RoutingContext request) {
        request.put(KEY, this);
    }

    /** Why a request was refused; empty if it was not. */
    public static Optional<Refusal> of(RoutingContext request) {
        return Optional.ofNullable(request.get(KEY));
    }
}
