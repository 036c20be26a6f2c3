package io.rootsocket.hub.failure;

import io.rootsocket.hub.schedule.ScheduleName;
import io.rootsocket.hub.text.OneLine;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.file.GenericFile;

/**
 * What last went wrong in each route, since the hub started; what the route itself has dealt with is none. A plugin of the
 * Camel context. Safe for threads.
 */
public final class LastErrors {

    private final Map<String, LastError> errors = new ConcurrentHashMap<>();

    private LastErrors() {}

    /** Those of a context. */
    public static LastErrors of(CamelContext camel) {
        var extension = camel.getCamelContextExtension();
        LastErrors known = extension.getContextPlugin(LastErrors.class);
        if (known == null) {
            extension.lazyAddContextPlugin(LastErrors.class, LastErrors::new);
            known = Objects.requireNonNull(extension.getContextPlugin(LastErrors.class));
        }
        return known;
    }

    /** That an exchange failed, in the route where it did and in the one that began it. */
    static void note(Exchange exchange, Instant at, String message) {
        CamelContext camel = exchange.getContext();
        var error = new LastError(at, file(exchange).map(name -> name + ": ").orElse("") + OneLine.of(message));
        Map<String, LastError> errors = of(camel).errors;
        for (String route : new String[] {
            exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class), exchange.getFromRouteId()
        }) {
            if (route != null) {
                errors.put(ScheduleName.outermost(camel, route), error);
            }
        }
    }

    /** The file that an exchange is about. */
    static Optional<String> file(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE) instanceof GenericFile<?> file
                ? Optional.of(OneLine.of(file.getFileName()))
                : Optional.empty();
    }

    public Optional<LastError> in(String route) {
        return Optional.ofNullable(errors.get(route));
    }
}
