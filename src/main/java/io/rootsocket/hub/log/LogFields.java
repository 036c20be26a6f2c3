package io.rootsocket.hub.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.util.ContextDataProvider;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What a line of {@code HUB_LOG=json} belongs to: the same three fields, whether a route says it, which Camel knows, or the
 * outbox. Safe to share between threads.
 */
public final class LogFields implements ContextDataProvider {

    /** The id that {@code hub explain} takes. */
    static final String MESSAGE = "rootsocket.message.id";

    static final String ROUTE = "rootsocket.route";
    static final String CHANNEL = "rootsocket.channel";

    private static final String EXCHANGE_OF_CAMEL = "camel.exchangeId";
    private static final String ROUTE_OF_CAMEL = "camel.routeId";

    /** A line about a message that is on its way into a channel. */
    public static LoggingEventBuilder of(LoggingEventBuilder line, String message, String route, Object channel) {
        return of(line, channel).addKeyValue(MESSAGE, message).addKeyValue(ROUTE, route);
    }

    /** A line about a channel. */
    public static LoggingEventBuilder of(LoggingEventBuilder line, Object channel) {
        return line.addKeyValue(CHANNEL, channel.toString());
    }

    @Override
    public Map<String, String> supplyContextData() {
        String exchange = ThreadContext.get(EXCHANGE_OF_CAMEL);
        if (exchange == null) {
            return Map.of();
        }
        var fields = new HashMap<String, String>();
        fields.put(MESSAGE, exchange);
        String route = ThreadContext.get(ROUTE_OF_CAMEL);
        if (route != null) {
            fields.put(ROUTE, route);
        }
        return fields;
    }
}
