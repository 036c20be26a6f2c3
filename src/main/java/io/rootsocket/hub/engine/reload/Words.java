package io.rootsocket.hub.engine.reload;

import org.apache.camel.CamelContext;

/** The words that a route may be written with. */
final class Words {

    private final CamelContext camel;

    Words(CamelContext camel) {
        this.camel = camel;
    }
}
