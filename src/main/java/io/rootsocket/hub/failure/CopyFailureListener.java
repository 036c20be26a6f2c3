package io.rootsocket.hub.failure;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of it when a copy of an exchange, on its way of its own, ends in a failure. It goes with the exchange into the
 * copies that a step makes of it.
 */
interface CopyFailureListener {

    /** The step takes the failure over: it is that of the exchange, or the step has a way to go on. */
    CopyFailureListener THE_STEP = copy -> {};

    /** A copy has failed, and its own handling of errors is through. */
    void failed(Exchange copy);

    static void set(Exchange exchange, @Nullable CopyFailureListener listener) {
        exchange.setProperty(Names.PROPERTY, listener);
    }

    /** Who waits for an exchange; {@code null} if it is none that a step has made of another. */
    static @Nullable CopyFailureListener of(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.ON_COMPLETION) == null
                ? exchange.getProperty(Names.PROPERTY, CopyFailureListener.class)
                : null;
    }

    /** Camel's name for it. */
    final class Names {

        private static final String PROPERTY = "RootSocketHubCopyFailureListener";

        private Names() {}
    }
}
