package io.rootsocket.hub.engine.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;

/** Simple keeps what it has parsed, with the beans that were named in it, and one language for all contexts. */
final class Languages {

    private Languages() {}

    /** Forgets what was parsed, and makes this context the one that the language belongs to. */
    static void refresh(CamelContext camel) {
        if (camel.resolveLanguage("simple") instanceof Service simple) {
            simple.stop();
            simple.start();
        }
    }
}
