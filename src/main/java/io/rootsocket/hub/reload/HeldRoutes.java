package io.rootsocket.hub.reload;

import io.rootsocket.hub.failure.StoppedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what enters a route of a file that comes or was edited until it is known whether the whole file runs. Camel
 * starts a route before it makes the next one, and the first could send before the second is found to be wrong. Files are
 * loaded by one thread; exchanges may come on any.
 */
final class HeldRoutes implements RoutePolicyFactory {

    /** They bring nothing that could be lost. */
    private static final Set<String> EMPTY_HANDED = Set.of("timer", "scheduler");

    private final Map<String, List<Hold>> files = new HashMap<>();
    private @Nullable Hold current;

    /** Routes that are made until {@link #loaded} belong to a piece of that file. */
    void loading(String file) {
        current = new Hold(Thread.currentThread());
        files.computeIfAbsent(file, name -> new ArrayList<>()).add(current);
    }

    /** The piece is loaded, or has failed. */
    void loaded() {
        current = null;
    }

    /** The piece that is loaded does not run as it is: what waits to enter it goes back to its source. */
    void refuseCurrent() {
        if (current != null) {
            current.decide(false);
        }
    }

    /** The file does not run as it was loaded: what waits to enter goes back to its source. */
    void refuse(String file) {
        decide(file, false);
    }

    /** The file runs, but for pieces of it that were refused. */
    void letIn(String file) {
        decide(file, true);
    }

    /** All files run that were not refused. */
    void letIn() {
        List.copyOf(files.keySet()).forEach(this::letIn);
    }

    private void decide(String file, boolean runs) {
        List<Hold> holds = files.remove(file);
        if (holds != null) {
            holds.forEach(hold -> hold.decide(runs));
        }
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        Hold hold = current;
        return hold == null ? null : new Entrance(hold);
    }

    private static final class Entrance extends RoutePolicySupport {

        private final Hold hold;

        private Entrance(Hold hold) {
            this.hold = hold;
        }

        @Override
        public void onInit(Route route) {
            if (route.getProcessor() instanceof InternalProcessor steps) {
                steps.addAdvice(hold);
            }
        }
    }

    /** What is decided of one piece. */
    private static final class Hold implements CamelInternalProcessorAdvice<Object> {

        private final CountDownLatch decided = new CountDownLatch(1);
        private final Thread loader;
        private volatile boolean runs;

        private Hold(Thread loader) {
            this.loader = loader;
        }

        private void decide(boolean whole) {
            if (decided.getCount() > 0) {
                runs = whole;
            }
            decided.countDown();
        }

        @Override
        public @Nullable Object before(Exchange exchange) throws InterruptedException {
            // What the loader itself sends through cannot wait for the loader.
            if (Thread.currentThread() != loader) {
                decided.await();
                if (!runs) {
                    turnAway(exchange);
                }
            }
            return null;
        }

        private static void turnAway(Exchange exchange) {
            exchange.setRouteStop(true);
            Endpoint from = exchange.getFromEndpoint();
            if (from == null || !EMPTY_HANDED.contains(StringHelper.before(from.getEndpointUri(), ":", ""))) {
                exchange.setException(new StoppedException("The file of this route does not run."));
            }
        }

        @Override
        public void after(Exchange exchange, @Nullable Object nothing) {
            // What came in was decided before.
        }

        @Override
        public boolean hasState() {
            return false;
        }
    }
}
