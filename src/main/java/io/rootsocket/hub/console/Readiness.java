package io.rootsocket.hub.console;

import io.rootsocket.hub.http.JsonAnswer;
import io.rootsocket.hub.http.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Stands before the webhooks from the moment their port opens until it closes. While the routes do not run yet, or take
 * nothing new any more, a caller is told to come back: 404 would be final for a sender. It also answers whether the hub
 * lives and whether it is ready. Safe for threads.
 */
final class Readiness implements Handler<RoutingContext> {

    /** Answers 200 while the hub runs and can go on; no detail. */
    static final String LIVENESS = "/health/live";

    /** Answers 200 while the routes run, nothing stops, and the broker can be reached; else 503. */
    static final String READINESS = "/health/ready";

    private static final String CUT_OFF = "The hub has stopped before this request was done.";
    /** No more than that: why is for the admin door. */
    private static final String CANNOT_STORE = "The hub can store nothing now.";

    private static final String CANNOT_GO_ON = "The hub cannot go on, and must be started again.";

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Map<String, String> COME_BACK = Map.of("Retry-After", "5");
    /** It says so on a connection that the caller must not use again. */
    private static final Map<String, String> COME_BACK_ANEW = Map.of("Retry-After", "5", "Connection", "close");

    /** Each with its thread. */
    private final Map<RoutingContext, Context> served = new ConcurrentHashMap<>();

    private volatile State state = State.STARTING;
    private volatile BooleanSupplier ready = () -> false;
    private volatile BooleanSupplier storing = () -> false;
    private volatile BooleanSupplier alive = () -> true;

    private enum State {
        STARTING("The hub is starting, and does not run yet."),
        OPEN(""),
        /** Who asks whether it is ready hears no; everything else is as before. */
        LEAVING("The hub is about to stop, and still takes what comes."),
        STOPPING("The hub is stopping, and takes nothing new.");

        private final String why;

        State(String why) {
            this.why = why;
        }
    }

    /**
     * Lets requests in.
     *
     * @param complete whether every door is open by now, for {@value #READINESS}
     * @param canStore whether anything can be stored at all, for {@value #READINESS}
     * @param canGoOn whether it is of use to wait for this hub, for {@value #LIVENESS}
     */
    void open(BooleanSupplier complete, BooleanSupplier canStore, BooleanSupplier canGoOn) {
        ready = complete;
        storing = canStore;
        alive = canGoOn;
        state = State.OPEN;
    }

    /** Lets requests in still, and asks their callers to look for another hub. */
    void leave() {
        state = State.LEAVING;
    }

    /** Lets no more requests in. Those that are in are served. */
    void close() {
        state = State.STOPPING;
    }

    /** Answers those that are in still: their routes will not. */
    void cutOff() {
        served.forEach((request, thread) -> thread.runOnContext(now -> {
            HttpServerResponse response = request.response();
            if (!response.headWritten() && !response.closed()) {
                JsonAnswer.refuse(request, new Refusal(503, CUT_OFF, COME_BACK_ANEW));
            }
        }));
    }

    @Override
    public void handle(RoutingContext request) {
        State now = state;
        boolean reads = READS.contains(request.request().method());
        if (reads && request.normalizedPath().equals(LIVENESS)) {
            if (alive.getAsBoolean()) {
                up(request);
            } else {
                JsonAnswer.refuse(request, new Refusal(503, CANNOT_GO_ON, COME_BACK));
            }
        } else if (now != State.OPEN && now != State.LEAVING) {
            comeBack(request, now);
        } else if (reads && request.normalizedPath().equals(READINESS)) {
            if (now == State.LEAVING) {
                comeBack(request, now);
            } else if (!ready.getAsBoolean()) {
                comeBack(request, State.STARTING);
            } else if (storing.getAsBoolean()) {
                up(request);
            } else {
                JsonAnswer.refuse(request, new Refusal(503, CANNOT_STORE, COME_BACK));
            }
        } else {
            served.put(request, request.vertx().getOrCreateContext());
            request.addEndHandler(ended -> served.remove(request));
            request.addHeadersEndHandler(answered -> askForAnotherConnection(request));
            request.next();
        }
    }

    private static void up(RoutingContext request) {
        request.response().putHeader("Content-Type", "application/json").end("{\"status\":\"UP\"}");
    }

    /** A connection that is kept would be cut under the caller's next request. */
    private void askForAnotherConnection(RoutingContext request) {
        if (state != State.OPEN) {
            request.response().putHeader("Connection", "close");
        }
    }

    private static void comeBack(RoutingContext request, State state) {
        JsonAnswer.refuse(request, new Refusal(503, state.why, state == State.STARTING ? COME_BACK : COME_BACK_ANEW));
    }
}
