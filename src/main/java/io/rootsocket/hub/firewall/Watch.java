package io.rootsocket.hub.firewall;

import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** What is to be noted of a step. */
@FunctionalInterface
interface Watch {

    /**
     * Called before the step.
     *
     * @return called after it, whether it succeeded or not
     */
    Consumer<Exchange> begin(Exchange exchange);
}
