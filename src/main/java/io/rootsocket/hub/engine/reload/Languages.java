package io.rootsocket.hub.engine.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Service;

/** What the language Simple shares between routes, and between contexts. */
final class Languages {

    private Languages() {}

    /** Before the first route: a parsed expression holds the beans that it names, and must go with its route. */
    static void keepNothing(CamelContext camel) {
        camel.getGlobalOptions().put(Exchange.MAXIMUM_SIMPLE_CACHE_SIZE, "0");
    }

    /** The language belongs, for all contexts, to the one that used it last. */
    static void belongTo(CamelContext camel) {
        if (camel.resolveLanguage("simple") instanceof Service simple) {
            simple.start();
        }
    }
}
