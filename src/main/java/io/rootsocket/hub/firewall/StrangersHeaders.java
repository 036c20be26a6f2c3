package io.rootsocket.hub.firewall;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.util.CaseInsensitiveMap;

/**
 * The headers of an exchange that came from outside, with the values that they came with. A header that the route sets
 * is no longer one. It goes with the exchange into its copies; values, never changed.
 */
final class StrangersHeaders {

    private static final String PROPERTY = "RootSocketHubStrangersHeaders";
    private static final StrangersHeaders NONE = new StrangersHeaders(Map.of());

    private final CaseInsensitiveMap values;

    private StrangersHeaders(Map<String, Object> values) {
        this.values = new CaseInsensitiveMap(values);
    }

    /** Whether it is known of the exchange what came from outside. */
    static boolean areKnownOf(Exchange exchange) {
        return exchange.getProperty(PROPERTY) != null;
    }

    static StrangersHeaders of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof StrangersHeaders known ? known : NONE;
    }

    /** Notes that all headers of the exchange came from outside. */
    static void noteAll(Exchange exchange) {
        exchange.setProperty(
                PROPERTY, new StrangersHeaders(exchange.getMessage().getHeaders()));
    }

    /** Notes headers that came from outside later. */
    static void note(Exchange exchange, Map<String, Object> fetched) {
        if (!fetched.isEmpty()) {
            var more = new StrangersHeaders(of(exchange).values);
            more.values.putAll(fetched);
            exchange.setProperty(PROPERTY, more);
        }
    }

    /** Notes that the route has set a header, even to the value that it had. */
    static void forget(Exchange exchange, String header) {
        StrangersHeaders known = of(exchange);
        if (known.values.containsKey(header)) {
            var less = new StrangersHeaders(known.values);
            less.values.remove(header);
            exchange.setProperty(PROPERTY, less);
        }
    }

    /** Notes that no header of the exchange came from outside. */
    static void forgetAll(Exchange exchange) {
        if (areKnownOf(exchange)) {
            exchange.setProperty(PROPERTY, NONE);
        }
    }

    /** Whether the header still is what came from outside. */
    boolean include(String header, Object value) {
        return values.get(header) == value;
    }
}
