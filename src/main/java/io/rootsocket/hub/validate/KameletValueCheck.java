package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Option;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks what a route gives a kamelet, by more than the kamelet's own description can say. */
final class KameletValueCheck {

    /** Says in a kamelet that a parameter is an expression. */
    private static final String EXPRESSION = "x-hub-expression";

    private final CamelContext camel;

    KameletValueCheck(CamelContext camel) {
        this.camel = camel;
    }

    /** @param property how the kamelet describes the parameter */
    void check(Option option, @Nullable Node property, Findings findings) {
        if (property == null
                || EndpointUse.isOpen(option.value()) && !option.value().contains("${")) {
            return;
        }
        ampersand(option, property, findings);
        boolean isExpression = YamlTree.get(property, EXPRESSION).isPresent();
        if (isExpression && !option.value().isBlank()) {
            String language = option.value().contains("${") ? "simple" : "jq";
            new ExpressionCheck(camel, new Placeholders(camel, Set.of()), findings)
                    .check(new ExpressionUse(language, option.value(), option.valueNode(), false));
        }
    }

    /** Only as it is written: Camel cuts before it fills in a setting, and nobody is shown the value of one. */
    private static void ampersand(Option option, Node property, Findings findings) {
        String written = YamlTree.text(option.valueNode()).orElse("");
        boolean isRaw = written.startsWith("RAW(") || written.startsWith("RAW{");
        // In a URI the sign is escaped, and its value is not one node of its own.
        if (option.keyNode() == option.valueNode() || !written.contains("&") || isRaw) {
            return;
        }
        boolean isSecret = SecretCheck.isName(option.name())
                || YamlTree.get(property, "format").flatMap(YamlTree::text).equals(Optional.of("password"));
        findings.warning(
                Rule.KAMELET,
                option.valueNode(),
                "Camel cuts the value of `%s` at its `&`.".formatted(option.name()),
                "Write `RAW(%s)`.".formatted(isSecret ? "…" : written));
    }
}
