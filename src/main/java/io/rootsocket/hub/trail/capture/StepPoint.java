package io.rootsocket.hub.trail.capture;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.NamedNode;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A step of a route as a person wrote it. Without the options of an address and without the values that it sets: they may be
 * secrets.
 *
 * @param id what its file calls it, or else what kind of step it is
 * @param label what it does: {@code to jms:queue:orders}
 * @param place its file and line; empty if it has none
 */
public record StepPoint(String id, String label, Optional<String> place) {

    private static final Pattern LOGIN = Pattern.compile("(?<=//)[^/@]*@");
    /** What the hub writes behind the name of a kamelet, so that each place that names it has one of its own. */
    private static final Pattern KAMELET_OF_THE_ROUTE = Pattern.compile("/[^/]*-kamelet-\\d+$");

    private static final String CLASS_PATH = "classpath:";

    /** Empty for a step within a kamelet that the hub brings: nobody has written that into a file of routes. */
    static Optional<StepPoint> of(NamedNode step, PlaceNames places) {
        if (step.getLocation() != null && step.getLocation().startsWith(CLASS_PATH)) {
            return Optional.empty();
        }
        String named = step instanceof OptionalIdentifiedDefinition<?> written && written.hasCustomIdAssigned()
                ? step.getId()
                : step.getShortName();
        return Optional.of(new StepPoint(named, label(step), places.of(step.getLocation(), step.getLineNumber())));
    }

    private static String label(NamedNode step) {
        String about = about(step);
        return about == null || about.isBlank() ? step.getShortName() : step.getShortName() + " " + about;
    }

    private static @Nullable String about(NamedNode step) {
        if (step instanceof ToDynamicDefinition to) {
            return address(to.getUri());
        }
        if (step instanceof SendDefinition<?> to) {
            return address(to.getUri());
        }
        if (step instanceof KameletDefinition kamelet) {
            return address(kamelet.getName());
        }
        if (step instanceof EnrichDefinition || step instanceof PollEnrichDefinition) {
            return address(((ExpressionNode) step).getExpression().getExpression());
        }
        if (step instanceof SetHeaderDefinition set) {
            return set.getName();
        }
        if (step instanceof SetPropertyDefinition set) {
            return set.getName();
        }
        if (step instanceof SetVariableDefinition set) {
            return set.getName();
        }
        if (step instanceof RemoveHeaderDefinition remove) {
            return remove.getName();
        }
        if (step instanceof BeanDefinition bean) {
            return bean.getRef();
        }
        if (step instanceof ProcessDefinition process) {
            return process.getRef();
        }
        return aboutFormat(step);
    }

    private static @Nullable String aboutFormat(NamedNode step) {
        if (step instanceof MarshalDefinition marshal && marshal.getDataFormatType() != null) {
            return marshal.getDataFormatType().getDataFormatName();
        }
        return step instanceof UnmarshalDefinition unmarshal && unmarshal.getDataFormatType() != null
                ? unmarshal.getDataFormatType().getDataFormatName()
                : null;
    }

    /** Without options and without a login. */
    static @Nullable String address(@Nullable String uri) {
        if (uri == null) {
            return null;
        }
        int options = uri.indexOf('?');
        // A placeholder may begin with a question mark.
        while (options > 0 && uri.startsWith("{{", options - 2)) {
            options = uri.indexOf('?', options + 1);
        }
        String address =
                LOGIN.matcher(options < 0 ? uri : uri.substring(0, options)).replaceAll("");
        return KAMELET_OF_THE_ROUTE.matcher(address).replaceFirst("");
    }

    /** The same, for a failure: {@code to jms:queue:orders (orders.yaml:12)}. */
    String told() {
        return label + place.map(" (%s)"::formatted).orElse("");
    }
}
