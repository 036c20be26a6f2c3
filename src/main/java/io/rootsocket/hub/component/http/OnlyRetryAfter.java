package io.rootsocket.hub.component.http;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Lets nothing of an exchange into a request but the trace that it belongs to, and of the headers of an answer only the one
 * that we read.
 */
public final class OnlyRetryAfter implements HeaderFilterStrategy {

    public static final String RETRY_AFTER = "Retry-After";
    public static final String TRACEPARENT = "traceparent";

    @Override
    public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, Exchange exchange) {
        return !TRACEPARENT.equals(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, @Nullable Object value, Exchange exchange) {
        return !RETRY_AFTER.equalsIgnoreCase(name);
    }
}
