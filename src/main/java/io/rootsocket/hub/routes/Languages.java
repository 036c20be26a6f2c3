package io.rootsocket.hub.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Service;
import org.apache.camel.spi.Language;

/** What the language Simple shares between routes, and between contexts. Stateless. */
public final class Languages {

    private Languages() {}

    /**
     * Before Camel makes the language, which it does early: a parsed expression holds the beans that it names, and must go
     * with its route. Camel allows no smaller cache than one, so {@link #forget} fills that.
     */
    public static void keepAlmostNothing(CamelContext camel) {
        camel.getGlobalOptions().put(Exchange.MAXIMUM_SIMPLE_CACHE_SIZE, "1");
    }

    /** Forgets the last expression that was parsed. */
    static void forget(CamelContext camel) {
        Language simple = camel.resolveLanguage("simple");
        simple.createExpression("${exchangeId}");
        simple.createPredicate("${exchangeId} != null");
    }

    /** The language belongs, for all contexts, to the one that used it last. */
    public static void belongTo(CamelContext camel) {
        if (camel.resolveLanguage("simple") instanceof Service simple) {
            simple.start();
        }
    }
}
