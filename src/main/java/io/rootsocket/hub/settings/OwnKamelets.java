package io.rootsocket.hub.settings;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Gives each use of a kamelet an instance of its own, in routes as in those that are made of templates and kamelets. Camel
 * has all uses that are written alike share one. It goes on with the steps after the step {@code kamelet} that was made last,
 * in whatever route that is; it begins one route only; and it goes when the first of its routes goes.
 */
final class OwnKamelets extends ModelLifecycleStrategySupport {

    /** A kamelet without an id of its own, with its options after it. */
    private static final Pattern SHARED = Pattern.compile("([^/?$]+)(\\?.*)?", Pattern.DOTALL);

    private static final Pattern SHARED_URI = Pattern.compile("(kamelet:(?://)?)([^/?$]+)(\\?.*)?", Pattern.DOTALL);

    private static final Pattern PLAIN = Pattern.compile("[^/?${}]+");

    private static final Pattern SETTING = Pattern.compile("\\{\\{([^{}]+)}}");

    private static final Set<String> INSIDE = Set.of("source", "sink");

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        if (route.getRouteId() != null) {
            route.getOutputs().replaceAll(OwnKamelets::ofThisRoute);
            var naming = new Naming(route);
            naming.name(route.getInput());
            route.getOutputs().forEach(naming::name);
        }
    }

    /** What stands in a file beside its routes is one definition for all of them, and stays so if it has no steps. */
    private static ProcessorDefinition<?> ofThisRoute(ProcessorDefinition<?> step) {
        if (step.getOutputs().isEmpty()) {
            return step;
        }
        boolean isShared = step instanceof OnExceptionDefinition onException && !onException.isRouteScoped()
                || step instanceof OnCompletionDefinition onCompletion && !onCompletion.isRouteScoped()
                || step instanceof InterceptDefinition;
        return isShared ? step.copyDefinition() : step;
    }

    /** Names the uses of kamelets in one route. */
    private static final class Naming {

        private final RouteDefinition route;
        private int count;

        private Naming(RouteDefinition route) {
            this.route = route;
        }

        private void name(@Nullable FromDefinition from) {
            if (from != null && from.getUri() != null) {
                from.setUri(uri(from.getUri()));
            }
        }

        private void name(ProcessorDefinition<?> step) {
            if (step instanceof KameletDefinition kamelet && kamelet.getName() != null) {
                Matcher shared = SHARED.matcher(kamelet.getName());
                if (shared.matches()) {
                    kamelet.setName(own(shared.group(1), shared.group(2)));
                }
            } else if (step instanceof SendDefinition<?> to && to.getUri() != null) {
                to.setUri(uri(to.getUri()));
            } else if (step instanceof ToDynamicDefinition to && to.getUri() != null) {
                to.setUri(uri(to.getUri()));
            } else if ((step instanceof EnrichDefinition || step instanceof PollEnrichDefinition)
                    && step instanceof HasExpressionType asked
                    && asked.getExpressionType() != null
                    && asked.getExpressionType().getExpression() != null) {
                ExpressionDefinition which = asked.getExpressionType();
                which.setExpression(uri(which.getExpression()));
            }
            step.getOutputs().forEach(this::name);
        }

        private String uri(String uri) {
            Matcher shared = SHARED_URI.matcher(uri);
            if (!shared.matches()) {
                return uri;
            }
            String kamelet = resolved(shared.group(2));
            return INSIDE.contains(kamelet) || !PLAIN.matcher(kamelet).matches()
                    ? uri
                    : shared.group(1) + own(kamelet, shared.group(3));
        }

        /** The name of a kamelet may be a setting, or a parameter of the template; as it is, if there is no such. */
        private String resolved(String name) {
            if (!name.contains("{{")) {
                return name;
            }
            Map<String, Object> parameters = Objects.requireNonNullElse(route.getTemplateParameters(), Map.of());
            String filled = SETTING.matcher(name)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(Objects.toString(parameters.get(found.group(1)), found.group())));
            try {
                return Objects.requireNonNull(route.getCamelContext()).resolvePropertyPlaceholders(filled);
            } catch (IllegalArgumentException missing) {
                // Whoever creates the route says so.
                return name;
            }
        }

        private String own(String kamelet, @Nullable String options) {
            count++;
            return "%s/%s-kamelet-%d%s".formatted(kamelet, route.getRouteId(), count, options == null ? "" : options);
        }
    }
}
