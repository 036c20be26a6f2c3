package io.rootsocket.hub.reload;

import io.rootsocket.hub.schedule.ScheduledEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.util.StringHelper;

/**
 * What only one route can have: the name of a trigger, a webhook, a {@code direct:} name. Camel finds out late, or, for a
 * webhook, never.
 */
final class UniqueNames {

    private final Map<String, String> owners = new HashMap<>();

    /** @param replaced the routes that run now and will not any more */
    UniqueNames(CamelContext live, Set<String> replaced) {
        for (Route route : live.getRoutes()) {
            if (!replaced.contains(route.getRouteId())) {
                claimed(route.getEndpoint()).forEach(claim -> owners.putIfAbsent(claim, route.getRouteId()));
            }
        }
    }

    /**
     * @throws ClaimException if another route has what this one wants
     */
    void claim(Route route) {
        Endpoint endpoint = route.getEndpoint();
        ScheduledEndpoint.of(endpoint).ifPresent(ScheduledEndpoint::requireFires);
        for (String claim : claimed(endpoint)) {
            String owner = owners.putIfAbsent(claim, route.getRouteId());
            if (owner != null) {
                throw new ClaimException(claim, owner);
            }
        }
    }

    private static List<String> claimed(Endpoint endpoint) {
        if (endpoint instanceof PlatformHttpEndpoint webhook) {
            String methods =
                    Optional.ofNullable(webhook.getHttpMethodRestrict()).orElse("any method");
            return List.of(methods.split(",")).stream()
                    .map(method -> "webhook `%s` (%s)".formatted(webhook.getPath(), method.strip()))
                    .toList();
        }
        String uri = endpoint.getEndpointUri();
        if (uri.startsWith("direct:")) {
            return List.of("name `direct:%s`".formatted(StringHelper.before(name(uri), "?", name(uri))));
        }
        return ScheduledEndpoint.of(endpoint).flatMap(ScheduledEndpoint::trigger).stream()
                .map("trigger `%s`"::formatted)
                .toList();
    }

    private static String name(String uri) {
        return StringHelper.after(uri, ":").replaceFirst("^//", "");
    }

    /** Another route has it. */
    static final class ClaimException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        ClaimException(String claim, String owner) {
            super("The %s is taken by the route `%s`.".formatted(claim, owner));
        }
    }
}
