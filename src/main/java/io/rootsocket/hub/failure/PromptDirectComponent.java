package io.rootsocket.hub.failure;

import java.time.Duration;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code direct:}, which waits for a route that does not run only while routes are being started or swapped, as
 * then it may run in a moment. Camel's own waits 30 seconds in any case, with a thread and a caller. A route that writes
 * {@code block=true} has Camel's. Safe for threads.
 */
public final class PromptDirectComponent extends DirectComponent {

    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** For Camel, which also makes copies of it. */
    public PromptDirectComponent() {
        setBlock(false);
    }

    @Override
    protected @Nullable DirectConsumer getConsumer(String route, boolean block, long timeout)
            throws InterruptedException {
        DirectConsumer running = super.getConsumer(route, block, timeout);
        long begun = System.nanoTime();
        while (running == null
                && ChangingRoutes.areOn(getCamelContext())
                && System.nanoTime() - begun < MAX_WAIT.toNanos()) {
            running = super.getConsumer(route, true, LOOK_AGAIN.toMillis());
        }
        // It may have come between the last look and the end of the change.
        return running == null ? super.getConsumer(route, false, 0) : running;
    }
}
