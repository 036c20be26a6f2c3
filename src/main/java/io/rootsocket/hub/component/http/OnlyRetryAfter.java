package io.rootsocket.hub.component.http;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/** Lets nothing of an exchange into a request, and of the headers of an answer only the one that we read. */
public final class OnlyRetryAfter implements HeaderFilterStrategy {

    public static final String RETRY_AFTER = "Retry-After";

    @Override
    public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, Exchange exchange) {
        return true;
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, @Nullable Object value, Exchange exchange) {
        return !RETRY_AFTER.equalsIgnoreCase(name);
    }
}
