package io.rootsocket.hub.sandbox;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Makes a request meet the fault that is set. */
final class Misbehaviour {

    private final Faults faults;

    Misbehaviour(Faults faults) {
        this.faults = faults;
    }

    /** Runs {@code proper}, unless the fault stands before it. */
    void meet(RoutingContext request, Runnable proper) {
        faults.next().ifPresentOrElse(fault -> meet(fault, request, proper), proper);
    }

    private static void meet(Fault fault, RoutingContext request, Runnable proper) {
        if (fault.latencyMillis() > 0) {
            request.vertx().setTimer(fault.latencyMillis(), timer -> meetInTime(fault, request, proper));
        } else {
            meetInTime(fault, request, proper);
        }
    }

    private static void meetInTime(Fault fault, RoutingContext request, Runnable proper) {
        if (fault.reset() == Fault.Reset.before) {
            reset(request.request());
        } else if (fault.reset() == Fault.Reset.after) {
            // The answer is written to a connection that is gone by then, as when a network breaks.
            request.response().setStatusCode(200);
            reset(request.request());
            proper.run();
        } else if (fault.rateLimit() > 0) {
            request.response().putHeader("Retry-After", fault.retryAfter() == null ? "1" : fault.retryAfter());
            HttpApi.refuse(request, 429, "Too many requests.");
        } else if (fault.status() > 0) {
            if (fault.retryAfter() != null) {
                request.response().putHeader("Retry-After", fault.retryAfter());
            }
            HttpApi.refuse(request, fault.status(), "A fault was set in the sandbox.");
        } else {
            proper.run();
        }
    }

    private static void reset(HttpServerRequest request) {
        request.connection().close();
    }
}
