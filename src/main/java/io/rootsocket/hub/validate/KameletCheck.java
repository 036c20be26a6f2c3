package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks that a kamelet exists, and gets what it needs and nothing else. */
final class KameletCheck {

    private static final Set<String> CAMELS_OWN = Set.of(
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern",
            "lazyStartProducer",
            "location",
            "kameletId",
            "block",
            "timeout",
            "noErrorHandler");

    private final Map<String, KameletParameters> declared = new HashMap<>();
    private final Map<String, Node> kamelets = new TreeMap<>();
    private final Set<String> onClassPath;
    private final Set<String> templates;
    private final KameletValueCheck values;
    private final Function<String, Set<String>> settings;

    /**
     * @param onClassPath the names of those that need no file in the folder, or have one that cannot be read
     * @param templates the ids of the route templates, which serve as kamelets too
     * @param settings the parameters that settings give to the kamelet of a name, wherever it is used
     */
    KameletCheck(
            CamelContext camel,
            List<RouteFile> files,
            Set<String> onClassPath,
            Set<String> templates,
            Function<String, Set<String>> settings) {
        this.values = new KameletValueCheck(camel);
        this.onClassPath = onClassPath;
        this.templates = templates;
        this.settings = settings;
        files.stream()
                .filter(RouteFile::isKamelet)
                .forEach(file -> YamlTree.get(file.root(), "metadata", "name")
                        .flatMap(YamlTree::text)
                        .ifPresent(name -> kamelets.put(name, file.root())));
    }

    /** @param resolved the endpoints of the file with their settings filled in */
    void check(RouteFile file, List<EndpointUse> resolved, Findings findings) {
        resolved.forEach(use -> check(use, findings));
        file.endpoints().stream().filter(use -> use.scheme().equals("kamelet")).forEach(use -> secrets(use, findings));
    }

    private void check(EndpointUse use, Findings findings) {
        String name = name(use);
        if (!use.scheme().equals("kamelet")
                || EndpointUse.isOpen(name)
                || Set.of("source", "sink").contains(name)) {
            return;
        }
        Node kamelet = kamelets.get(name);
        if (kamelet == null && (onClassPath.contains(name) || templates.contains(name))) {
            // It cannot be read, which is said of it; or Camel makes the route from a template of the folder.
            return;
        }
        if (kamelet == null) {
            findings.errorIn(
                    Rule.KAMELET,
                    use.pathNode(),
                    name,
                    "There is no kamelet `%s`.".formatted(name),
                    NearestWord.suggestion(name, all())
                            .or(() -> Optional.of(
                                    "Put %s.kamelet.yaml into the folder kamelets, or the jar that has it into ext/."
                                            .formatted(name))));
            return;
        }
        int before = findings.all().size();
        parameters(use, name, kamelet, findings);
        // A value that none of its parameters can have is told once.
        if (findings.all().size() == before) {
            SignatureCheck.check(use, kamelet, findings);
        }
    }

    /** Which kamelet an endpoint uses. */
    static String name(EndpointUse use) {
        return use.path().replaceFirst("/.*", "");
    }

    private Set<String> all() {
        var all = new TreeSet<>(kamelets.keySet());
        all.addAll(onClassPath);
        all.addAll(templates);
        return all;
    }

    /** Camel ends an exchange at the sink of the kamelet that it entered by, and never comes to that of the outer one. */
    static void beginning(EndpointUse use, Findings findings) {
        String name = name(use);
        if (use.direction() == Direction.FROM && use.scheme().equals("kamelet") && !name.equals("source")) {
            findings.errorIn(
                    Rule.KAMELET,
                    use.pathNode(),
                    name,
                    "A kamelet cannot begin with another kamelet, `%s`: nothing would reach the routes that use it."
                            .formatted(name),
                    Optional.of("Begin it with what that kamelet begins with, and take over its steps."));
        }
    }

    private void parameters(EndpointUse use, String name, Node kamelet, Findings findings) {
        KameletParameters parameters = declared.computeIfAbsent(name, known -> KameletParameters.of(kamelet));
        Map<String, Node> properties = parameters.properties();
        // Camel takes `max-size` for `maxSize` here, too.
        Set<String> given = use.options().stream()
                .flatMap(option -> Stream.of(option.name(), StringHelper.dashToCamelCase(option.name())))
                .collect(Collectors.toCollection(TreeSet::new));
        given.addAll(settings.apply(name));
        for (EndpointUse.Option option : use.options()) {
            if (!properties.containsKey(StringHelper.dashToCamelCase(option.name()))
                    && !properties.containsKey(option.name())
                    && !CAMELS_OWN.contains(option.name())) {
                findings.errorIn(
                        Rule.KAMELET,
                        option.keyNode(),
                        option.name(),
                        "The kamelet `%s` has no parameter `%s`.".formatted(name, option.name()),
                        NearestWord.suggestion(option.name(), properties.keySet()));
            }
        }
        use.options().forEach(option -> value(option, properties.get(option.name()), name, findings));
        use.options().forEach(option -> values.check(option, properties.get(option.name()), findings));
        for (String needed : parameters.needed()) {
            if (!given.contains(needed)) {
                findings.error(
                        Rule.KAMELET,
                        use.uriNode(),
                        "The kamelet `%s` needs the parameter `%s`.".formatted(name, needed),
                        "Add `%s: …` to the parameters.".formatted(needed));
            }
        }
    }

    private static void value(EndpointUse.Option option, @Nullable Node property, String name, Findings findings) {
        String pattern =
                YamlTree.get(property, "pattern").flatMap(YamlTree::text).orElse(".*");
        List<String> choices = YamlTree.get(property, "enum").map(YamlTree::items).orElse(List.of()).stream()
                .flatMap(item -> YamlTree.text(item).stream())
                .toList();
        boolean right =
                Pattern.compile(pattern, Pattern.DOTALL).matcher(option.value()).find()
                        && (choices.isEmpty() || choices.contains(option.value()));
        if (!right && !EndpointUse.isOpen(option.value())) {
            findings.error(
                    Rule.KAMELET,
                    option.valueNode(),
                    "The parameter `%s` of the kamelet `%s` cannot be `%s`."
                            .formatted(option.name(), name, option.value()),
                    NearestWord.suggestion(option.value(), choices)
                            .or(() -> YamlTree.get(property, "description").flatMap(YamlTree::text)));
        }
    }

    /** Among a kamelet's parameters, those whose format is a password. */
    private void secrets(EndpointUse use, Findings findings) {
        Node kamelet = kamelets.get(name(use));
        for (EndpointUse.Option option : use.options()) {
            boolean password = YamlTree.get(kamelet, "spec", "definition", "properties", option.name(), "format")
                    .flatMap(YamlTree::text)
                    .equals(Optional.of("password"));
            if (password && !SecretCheck.isName(option.name()) && !EndpointUse.isOpen(option.value())) {
                SecretCheck.report(findings, option.valueNode(), option.name());
            }
        }
    }
}
