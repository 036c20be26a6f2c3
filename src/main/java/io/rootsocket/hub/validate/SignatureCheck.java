package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.webhook.SignatureOptions;
import io.rootsocket.hub.webhook.WebhookSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds a webhook that could not tell who has signed, before it starts: without a secret, say, everybody would pass. */
final class SignatureCheck {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{([^{}:]+)}}");

    private SignatureCheck() {}

    /**
     * @param use a kamelet's, with its settings filled in
     * @param kamelet the kamelet
     */
    static void check(EndpointUse use, Node kamelet, Findings findings) {
        YamlTree.get(kamelet, "spec", "template", "beans").map(YamlTree::items).orElse(List.of()).stream()
                .filter(bean -> YamlTree.get(bean, "type")
                        .flatMap(YamlTree::text)
                        .filter(type -> type.endsWith(WebhookSignature.class.getName()))
                        .isPresent())
                .forEach(bean -> check(use, kamelet, bean, findings));
    }

    private static void check(EndpointUse use, Node kamelet, Node bean, Findings findings) {
        var values = new TreeMap<String, String>();
        var parameters = new TreeMap<String, String>();
        for (YamlTree.Entry property :
                YamlTree.get(bean, "properties").map(YamlTree::entries).orElse(List.of())) {
            String written = YamlTree.text(property.value()).orElse("");
            Matcher parameter = PARAMETER.matcher(written);
            if (parameter.matches()) {
                parameters.put(property.key(), parameter.group(1));
                values.put(property.key(), value(use, kamelet, parameter.group(1)));
            } else {
                values.put(property.key(), written);
            }
        }
        // What only a start can tell is said then.
        if (values.values().stream().noneMatch(EndpointUse::isOpen)) {
            SignatureOptions.of(values).problem().ifPresent(problem -> report(use, parameters, problem, findings));
        }
    }

    private static String value(EndpointUse use, Node kamelet, String parameter) {
        return use.option(parameter)
                .map(EndpointUse.Option::value)
                .or(() -> YamlTree.get(kamelet, "spec", "definition", "properties", parameter, "default")
                        .flatMap(YamlTree::text))
                .orElse("");
    }

    private static void report(
            EndpointUse use, Map<String, String> parameters, SignatureOptions.Problem problem, Findings findings) {
        Optional<EndpointUse.Option> option =
                Optional.ofNullable(parameters.get(problem.parameter())).flatMap(use::option);
        Node at = option.map(EndpointUse.Option::valueNode).orElse(use.uriNode());
        findings.error(Rule.KAMELET, at, problem.message(), problem.fix());
    }
}
