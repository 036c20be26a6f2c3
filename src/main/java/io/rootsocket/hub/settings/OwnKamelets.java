package io.rootsocket.hub.settings;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Gives each use of a kamelet an instance of its own, in routes as in those that are made of templates and kamelets. Camel
 * has all uses that are written alike share one. It goes on with the steps after the step {@code kamelet} that was made last,
 * in whatever route that is; it begins one route only; and it goes when the first of its routes goes.
 */
final class OwnKamelets extends ModelLifecycleStrategySupport {

    /** A kamelet without an id of its own, with its options after it. */
    private static final Pattern SHARED = Pattern.compile("([^/?$]+)(\\?.*)?", Pattern.DOTALL);

    private static final Pattern SHARED_URI = Pattern.compile("(kamelet:(?://)?)([^/?${}]+)(\\?.*)?", Pattern.DOTALL);

    private static final Set<String> INSIDE = Set.of("source", "sink");

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        if (route.getRouteId() != null) {
            var count = new AtomicInteger();
            name(route.getInput(), route.getRouteId(), count);
            route.getOutputs().forEach(step -> name(step, route.getRouteId(), count));
        }
    }

    private static void name(@Nullable FromDefinition from, String route, AtomicInteger count) {
        if (from != null && from.getUri() != null) {
            from.setUri(uri(from.getUri(), route, count));
        }
    }

    private static void name(ProcessorDefinition<?> step, String route, AtomicInteger count) {
        if (step instanceof KameletDefinition kamelet && kamelet.getName() != null) {
            Matcher shared = SHARED.matcher(kamelet.getName());
            if (shared.matches()) {
                kamelet.setName(own(shared.group(1), shared.group(2), route, count));
            }
        } else if (step instanceof SendDefinition<?> to && to.getUri() != null) {
            to.setUri(uri(to.getUri(), route, count));
        } else if (step instanceof ToDynamicDefinition to && to.getUri() != null) {
            to.setUri(uri(to.getUri(), route, count));
        }
        step.getOutputs().forEach(inner -> name(inner, route, count));
    }

    private static String uri(String uri, String route, AtomicInteger count) {
        Matcher shared = SHARED_URI.matcher(uri);
        return shared.matches() && !INSIDE.contains(shared.group(2))
                ? shared.group(1) + own(shared.group(2), shared.group(3), route, count)
                : uri;
    }

    private static String own(String kamelet, @Nullable String options, String route, AtomicInteger count) {
        return "%s/%s-kamelet-%d%s".formatted(kamelet, route, count.incrementAndGet(), options == null ? "" : options);
    }
}
