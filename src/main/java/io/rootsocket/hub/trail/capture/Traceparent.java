package io.rootsocket.hub.trail.capture;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** The header by which a trace goes from one program to the next, as the W3C writes it. */
public final class Traceparent {

    private static final String HEADER = "traceparent";
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /**
     * That of a message, or else the one that it came in with; empty if there is none, or one that is none: a caller may
     * write anything there.
     */
    public static Optional<String> of(Exchange exchange) {
        return exchange.getMessage().getHeader(HEADER) instanceof String trace
                        && FORM.matcher(trace).matches()
                ? Optional.of(trace)
                : TracedExchange.of(exchange).flatMap(TracedExchange::traceparent);
    }
}
