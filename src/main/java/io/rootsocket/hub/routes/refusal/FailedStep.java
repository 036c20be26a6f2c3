package io.rootsocket.hub.routes.refusal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.ConvertHeaderDefinition;
import org.apache.camel.model.ConvertVariableDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SagaDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The step that Camel could not create.
 *
 * @param definition the step, or the innermost around it that is known
 */
public record FailedStep(ProcessorDefinition<?> definition) {

    private static final Pattern STEP = Pattern.compile(">>> (.*) <<<", Pattern.DOTALL);

    private static final Set<String> TAKE_EXPRESSIONS = Set.of(
            "choice", "setHeaders", "setVariables", "loadBalance", "throttle", "aggregate", "enrich", "pollEnrich");

    /** Empty if what failed is no step, such as where the route begins. */
    public static Optional<FailedStep> in(Collection<RouteDefinition> routes, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException refused) {
                Matcher quoted = STEP.matcher(String.valueOf(refused.getMessage()));
                return quoted.find() ? find(routes, refused.getRouteId(), quoted.group(1)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<FailedStep> find(
            Collection<RouteDefinition> routes, @Nullable String routeId, String quoted) {
        for (RouteDefinition route : routes) {
            if (Objects.equals(route.getRouteId(), routeId)) {
                Deque<ProcessorDefinition<?>> open = new ArrayDeque<>(route.getOutputs());
                while (!open.isEmpty()) {
                    ProcessorDefinition<?> step = open.pop();
                    if (quoted.equals(step.toString())) {
                        return Optional.of(new FailedStep(step));
                    }
                    open.addAll(step.getOutputs());
                }
            }
        }
        return Optional.empty();
    }

    /** As it is called in a file. */
    public String name() {
        return definition instanceof SagaDefinition ? "saga" : definition.getShortName();
    }

    /** The class that it is to make something of; empty if that is no such step. */
    Optional<String> targetClass() {
        if (definition instanceof ConvertBodyDefinition body) {
            return Optional.ofNullable(body.getType());
        }
        if (definition instanceof ConvertHeaderDefinition header) {
            return Optional.ofNullable(header.getType());
        }
        return definition instanceof ConvertVariableDefinition variable
                ? Optional.ofNullable(variable.getType())
                : Optional.empty();
    }

    /** Whether nothing says how it is to spread what comes. */
    boolean lacksBalancer() {
        return definition instanceof LoadBalanceDefinition balance && balance.getLoadBalancerType() == null;
    }

    /** Whether the step itself evaluates something; else it only failed with what is around it. */
    boolean takesExpression() {
        return definition instanceof HasExpressionType || TAKE_EXPRESSIONS.contains(name());
    }

    String shown() {
        return "`%s`".formatted(name());
    }

    /** The steps within it, the innermost first, then itself. */
    public List<FailedStep> innermostFirst() {
        var all = new ArrayList<FailedStep>();
        definition.getOutputs().forEach(inner -> all.addAll(new FailedStep(inner).innermostFirst()));
        all.add(this);
        return all;
    }

    /**
     * Puts something that does nothing in its place.
     *
     * @return what puts it back; empty if there is no place for anything else
     */
    public Optional<Runnable> leaveOut() {
        ProcessorDefinition<?> around = definition.getParent();
        int place = around == null || around instanceof ChoiceDefinition
                ? -1
                : around.getOutputs().indexOf(definition);
        if (place < 0) {
            return Optional.empty();
        }
        var nothing = new LogDefinition("left out");
        nothing.setParent(around);
        around.getOutputs().set(place, nothing);
        return Optional.of(() -> around.getOutputs().set(place, definition));
    }

    public int line() {
        return definition.getLineNumber();
    }
}
