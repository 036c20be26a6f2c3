package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.EndpointUse.Option;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a route really begins with that begins with a kamelet: the webhook or the clock inside of it. */
final class KameletBeginnings {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{[?!]?([^{}:?]+)[^{}]*}}");

    private record Kamelet(EndpointUse from, Map<String, String> defaults) {}

    private final Map<String, Kamelet> kamelets = new HashMap<>();

    KameletBeginnings(List<RouteFile> files) {
        files.stream()
                .filter(RouteFile::isKamelet)
                .forEach(file -> YamlTree.get(file.root(), "metadata", "name")
                        .flatMap(YamlTree::text)
                        .ifPresent(name -> file.endpoints().stream()
                                .filter(use -> use.direction() == Direction.FROM)
                                .findFirst()
                                .ifPresent(from -> kamelets.put(name, new Kamelet(from, defaults(file))))));
    }

    private static Map<String, String> defaults(RouteFile file) {
        var defaults = new HashMap<String, String>();
        YamlTree.get(file.root(), "spec", "definition", "properties").stream()
                .flatMap(properties -> YamlTree.entries(properties).stream())
                .forEach(property -> YamlTree.get(property.value(), "default")
                        .flatMap(YamlTree::text)
                        .ifPresent(value -> defaults.put(property.key(), value)));
        return defaults;
    }

    /** The endpoint itself; of a kamelet, the one inside, told where the kamelet is used. */
    EndpointUse behind(EndpointUse use) {
        if (use.direction() != Direction.FROM || !use.scheme().equals("kamelet")) {
            return use;
        }
        return Optional.ofNullable(kamelets.get(KameletCheck.name(use)))
                .map(kamelet -> behind(kamelet, use))
                .orElse(use);
    }

    private static EndpointUse behind(Kamelet kamelet, EndpointUse use) {
        UnaryOperator<String> filled = filled(kamelet, use);
        return new EndpointUse(
                Direction.FROM,
                filled.apply(kamelet.from().uri()),
                use.uriNode(),
                use.pathNode(),
                kamelet.from().options().stream()
                        .map(option -> told(option, use, filled))
                        // A parameter that may be missing, and is.
                        .filter(option -> !option.value().matches("\\{\\{\\?[^{}]*}}"))
                        .toList(),
                false);
    }

    /** Told where the parameter is that gives the option its value, or else where the kamelet is used. */
    private static Option told(Option option, EndpointUse use, UnaryOperator<String> filled) {
        Matcher parameter = PARAMETER.matcher(option.value());
        Optional<Option> given =
                parameter.matches() ? use.option(parameter.group(1).strip()) : Optional.empty();
        return new Option(
                option.name(),
                filled.apply(option.value()),
                given.map(Option::keyNode).orElse(use.uriNode()),
                given.map(Option::valueNode).orElse(use.uriNode()));
    }

    private static UnaryOperator<String> filled(Kamelet kamelet, EndpointUse use) {
        var values = new HashMap<>(kamelet.defaults());
        use.options().forEach(option -> values.put(option.name(), option.value()));
        return text -> PARAMETER.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1).strip());
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }
}
