package io.rootsocket.hub.firewall;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ConvertHeaderDefinition;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.jspecify.annotations.Nullable;

/** Watches the steps that make a header the route's own, and those that fetch something from outside. */
final class StepGuard implements InterceptStrategy {

    private static final Set<Class<?>> FETCH = Set.of(
            ToDefinition.class,
            ToDynamicDefinition.class,
            EnrichDefinition.class,
            PollEnrichDefinition.class,
            PollDefinition.class,
            RecipientListDefinition.class,
            RoutingSlipDefinition.class,
            DynamicRouterDefinition.class);

    private final Ownership ownership;

    StepGuard(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor nextTarget) {
        Watch watch = watch(camel, step, target);
        return watch == null ? target : new WatchedStep(target, watch);
    }

    private @Nullable Watch watch(CamelContext camel, NamedNode step, Processor target) {
        if (step instanceof SetHeaderDefinition one) {
            return setting(List.of(name(camel, one.getName())));
        }
        if (step instanceof SetHeadersDefinition several) {
            return setting(several.getHeaders().stream()
                    .map(header -> name(camel, header.getName()))
                    .toList());
        }
        if (step instanceof ConvertHeaderDefinition convert) {
            String result = convert.getToName() == null ? convert.getName() : convert.getToName();
            return converting(name(camel, convert.getName()), name(camel, result));
        }
        return fetches(step, target) ? new FetchWatch(ownership) : null;
    }

    private static Watch setting(List<String> headers) {
        return begun -> done -> headers.forEach(header -> StrangersHeaders.forget(done, header));
    }

    /** Another type makes nobody else's value of it. */
    private static Watch converting(String header, String result) {
        return begun -> {
            Object value = begun.getMessage().getHeader(header);
            boolean theirs = value != null && StrangersHeaders.of(begun).include(header, value);
            return done -> {
                Object converted = done.getMessage().getHeader(result);
                if (theirs && converted != null) {
                    StrangersHeaders.note(done, Map.of(result, converted));
                }
            };
        };
    }

    private static boolean fetches(NamedNode step, Processor target) {
        if (step instanceof ToDefinition && target instanceof EndpointAware send) {
            Endpoint to = send.getEndpoint();
            return to == null || DangerousHeaders.isFromOutside(Ownership.scheme(to));
        }
        return FETCH.contains(step.getClass());
    }

    private static String name(CamelContext camel, String written) {
        return camel.resolvePropertyPlaceholders(written);
    }
}
