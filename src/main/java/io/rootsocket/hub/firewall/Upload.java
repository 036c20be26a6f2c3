package io.rootsocket.hub.firewall;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The name that a caller gave to a file it uploads: a route may ask for it, and no component takes it for a file's name. */
final class Upload {

    /** The variable of the exchange that holds it. */
    private static final String NAME = "uploadName";

    private Upload() {}

    static void keepName(Exchange exchange, String scheme) {
        Message message = exchange.getMessage();
        if (scheme.equals("platform-http") && message.getHeader(Exchange.FILE_NAME) != null) {
            exchange.setVariable(NAME, message.getHeader(Exchange.FILE_NAME));
        }
    }
}
