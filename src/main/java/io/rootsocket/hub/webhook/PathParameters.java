package io.rootsocket.hub.webhook;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The parameters in the path of a webhook. Camel makes a list of one and of whatever else a caller sends by its name, and a
 * route that the path leads to would see another value than the path says.
 */
final class PathParameters {

    private static final String PROPERTY = "RootSocketHubPathParameters";

    private PathParameters() {}

    /** Notes them; form fields come to the exchange only later. */
    static void ofTheCall(Exchange exchange, Map<String, String> parameters) {
        if (!parameters.isEmpty()) {
            exchange.setProperty(PROPERTY, Map.copyOf(parameters));
        }
    }

    /** Has each be what the path says, whatever header, query or form has its name, in the original message too. */
    static void win(Exchange exchange) {
        if (exchange.removeProperty(PROPERTY) instanceof Map<?, ?> parameters) {
            parameters.forEach((name, value) -> set(exchange.getMessage(), name.toString(), value));
            Message original = exchange.getUnitOfWork() == null
                    ? null
                    : exchange.getUnitOfWork().getOriginalInMessage();
            if (original != null) {
                parameters.forEach((name, value) -> set(original, name.toString(), value));
            }
        }
    }

    /** In the letters of the path: whoever answers leaves it out by its name. */
    private static void set(Message message, String name, Object value) {
        message.removeHeader(name);
        message.setHeader(name, value);
    }
}
