package io.rootsocket.hub.firewall;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ConvertHeaderDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.jspecify.annotations.Nullable;

/** Watches the steps that make a header the route's own, and those that poll. */
final class StepGuard implements InterceptStrategy {

    private final Ownership ownership;

    StepGuard(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor nextTarget) {
        Watch watch = watch(camel, step);
        // Camel warns of an interceptor that gives back a step as it was made.
        return watch == null ? AsyncProcessorConverterHelper.convert(target) : new WatchedStep(target, watch);
    }

    private @Nullable Watch watch(CamelContext camel, NamedNode step) {
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
        boolean polls = step instanceof PollEnrichDefinition || step instanceof PollDefinition;
        return polls ? new PollWatch(ownership) : null;
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

    private static String name(CamelContext camel, String written) {
        return camel.resolvePropertyPlaceholders(written);
    }
}
