package io.rootsocket.hub.schedule;

import java.util.Optional;
import org.apache.camel.Exchange;

/** Tells how the route of an occurrence ended. */
@FunctionalInterface
public interface RouteEnds {

    /** Why the route gave up the exchange; empty if it did not. */
    Optional<String> failureOf(Exchange exchange);

    /** Whether the route did not end by itself, but with the hub. Its occurrence is then run again, with the same key. */
    default boolean isInterrupted(Exchange exchange) {
        return false;
    }
}
