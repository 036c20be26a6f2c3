package io.rootsocket.hub.failure;

import java.time.Duration;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code direct:}, which waits for a route that does not run only while routes are being started or swapped, as
 * then it may run in a moment. Camel's own waits 30 seconds in any case, with a thread and a caller. A route that writes
 * {@code block=true} has Camel's. Safe for threads.
 */
public final class PromptDirectComponent extends DirectComponent {

    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Duration maxWait;

    /** For Camel, which also makes copies of it. */
    public PromptDirectComponent() {
        this(MAX_WAIT);
    }

    PromptDirectComponent(Duration maxWait) {
        this.maxWait = maxWait;
        setBlock(false);
    }

    @Override
    protected @Nullable DirectConsumer getConsumer(String route, boolean block, long timeout)
            throws InterruptedException {
        DirectConsumer running = super.getConsumer(route, block, timeout);
        long begun = System.nanoTime();
        while (running == null
                && ChangingRoutes.areOn(getCamelContext())
                && System.nanoTime() - begun < maxWait.toNanos()) {
            running = super.getConsumer(route, true, LOOK_AGAIN.toMillis());
            if (isComingToRest(route)) {
                // That takes as long as a reload allows; then it goes on, or its successor comes.
                begun = System.nanoTime();
            }
        }
        // It may have come between the last look and the end of the change.
        return running == null ? super.getConsumer(route, false, 0) : running;
    }

    private boolean isComingToRest(String key) {
        return getCamelContext().getRoutes().stream()
                .map(Route::getConsumer)
                .anyMatch(consumer -> consumer instanceof DirectConsumer direct
                        && direct.isSuspended()
                        && StringHelper.before(
                                        direct.getEndpoint().getEndpointUri(),
                                        "?",
                                        direct.getEndpoint().getEndpointUri())
                                .equals(key));
    }
}
