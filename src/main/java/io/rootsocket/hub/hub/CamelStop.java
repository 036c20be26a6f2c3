package io.rootsocket.hub.hub;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops Camel and its routes, in bounded time. */
final class CamelStop {

    private static final Logger LOG = LoggerFactory.getLogger(CamelStop.class);
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    /** To take leave of a server that says nothing may take minutes, and a step that waits for it has had its time. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(3);

    private final Main main;

    CamelStop(Main main) {
        this.main = main;
    }

    /**
     * @param timeout what work in flight gets to finish, at least a second
     * @param abandoned called if what a route uses does not end then; it goes on by itself, if ever
     */
    void within(Duration timeout, Runnable abandoned) {
        CamelContext camel = main.getCamelContext();
        if (camel == null) {
            main.stop();
            return;
        }
        long millis = Math.max(MIN_TIMEOUT.toMillis(), timeout.toMillis());
        camel.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        camel.getShutdownStrategy().setTimeout(millis);
        var stopped = CompletableFuture.runAsync(() -> {
            main.stop();
            stopWhatFailedToStart(camel);
        });
        try {
            stopped.get(millis + LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The stop does not wait any longer for what a route uses and does not let go of.");
            abandoned.run();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The routes did not stop cleanly: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Camel takes what failed to start for stopped, and would leave its doors open and their threads running. */
    private static void stopWhatFailedToStart(CamelContext camel) {
        camel.stop();
        ServiceHelper.stopAndShutdownServices(camel.getCamelContextExtension().getServices());
    }
}
