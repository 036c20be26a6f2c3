package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.sandbox.Fault.Effect;
import io.rootsocket.hub.sandbox.Fault.Outage;
import io.rootsocket.hub.sandbox.Fault.RateLimit;
import io.rootsocket.hub.sandbox.Fault.Reset;
import io.rootsocket.hub.sandbox.Fault.Status;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets each request of the HTTP API meet the faults, before its key is looked at. A request that is only late takes
 * effect even when its sender gave up waiting, as it would with a slow server.
 */
final class FaultInjection implements Handler<RoutingContext> {

    private final Faults faults;

    FaultInjection(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void handle(RoutingContext context) {
        Faults.Verdict verdict = faults.next(() -> channel(context));
        if (verdict.delay().isZero()) {
            meet(context, verdict);
        } else {
            long millis = Math.max(1, verdict.delay().toMillis());
            context.vertx().setTimer(millis, timer -> meet(context, verdict));
        }
    }

    /** What cannot be read names none; it is refused later. */
    private static Optional<ChannelName> channel(RoutingContext context) {
        try {
            return Optional.of(JsonBody.of(context).channel());
        } catch (BadRequestException e) {
            return Optional.empty();
        }
    }

    private static void meet(RoutingContext context, Faults.Verdict verdict) {
        if (verdict.effect().isPresent()) {
            meet(context, verdict.effect().get());
        } else {
            context.next();
        }
    }

    private static void meet(RoutingContext context, Effect effect) {
        if (effect instanceof Status status) {
            status.retryAfter().ifPresent(after -> retryAfter(context, after));
            Answer.error(context, status.status(), "the sandbox was asked to answer " + status.status());
        } else if (effect instanceof RateLimit limit) {
            retryAfter(context, Duration.ofSeconds(1));
            Answer.error(
                    context, 429, "the sandbox was asked to take %d requests a second".formatted(limit.perSecond()));
        } else if (effect instanceof Reset reset && reset.messageTaken()) {
            Answer.resetInstead(context);
            context.next();
        } else if (effect instanceof Reset || effect instanceof Outage) {
            TcpReset.of(context.request().connection());
        }
    }

    private static void retryAfter(RoutingContext context, Duration after) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(after.toSeconds()));
    }
}
