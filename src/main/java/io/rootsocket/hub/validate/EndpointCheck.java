package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.refusal.NotOnBoard;
import io.rootsocket.hub.text.DurationText;
import io.rootsocket.hub.text.NearestWord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.jspecify.annotations.Nullable;

/** Checks an endpoint against Camel's catalog: the component, the options, and their values. */
final class EndpointCheck {

    private final Components components;
    private final Findings findings;

    EndpointCheck(Components components, Findings findings) {
        this.components = components;
        this.findings = findings;
    }

    /** @param resolved the endpoint with its settings filled in */
    void check(EndpointUse resolved) {
        String scheme = resolved.scheme();
        if (scheme.contains("{{") || scheme.contains("${")) {
            absent(resolved);
            return;
        }
        if (!components.isOnBoard(scheme)) {
            NotOnBoard missing = components.missing(scheme);
            findings.error(Rule.COMPONENT, resolved.uriNode(), missing.message(), missing.suggestion());
            return;
        }
        boolean turned = components
                .model(scheme)
                .filter(model -> isTurned(resolved, model))
                .isPresent();
        // What its options are is of no interest, where it cannot stand at all.
        if (!turned && !scheme.equals("kamelet")) {
            options(resolved);
        }
    }

    /** A setting that may be missing, and is. */
    private void absent(EndpointUse use) {
        if (use.direction() == Direction.TO && use.uri().matches("\\{\\{\\?[\\w.-]+}}")) {
            findings.warning(
                    Rule.PLACEHOLDER,
                    use.uriNode(),
                    "The setting `%s` has no value: nothing is sent here."
                            .formatted(use.uri().replaceAll("[{}?]", "")),
                    "Set it in application.properties, if something is to be sent.");
        }
    }

    private boolean isTurned(EndpointUse use, ComponentModel model) {
        if (use.direction() == Direction.FROM && model.isProducerOnly()) {
            findings.error(
                    Rule.ENDPOINT,
                    use.uriNode(),
                    "Nothing can come from `%s`: it only takes messages.".formatted(use.scheme()),
                    inItsPath(use).orElse("Use it in `to`."));
            return true;
        }
        if (use.direction() == Direction.TO && model.isConsumerOnly()) {
            findings.error(
                    Rule.ENDPOINT,
                    use.uriNode(),
                    "Nothing can be sent to `%s`: messages only come from it.".formatted(use.scheme()),
                    "Use it in `from`.");
            return true;
        }
        return false;
    }

    /** The component that was meant, where it is taken for a part of this one, as in {@code rootsocket:schedule}. */
    private Optional<String> inItsPath(EndpointUse use) {
        return Optional.of(use.path())
                .filter(name -> components.isOnBoard(name)
                        && components
                                .model(name)
                                .filter(model -> !model.isProducerOnly())
                                .isPresent())
                .map("Did you mean `%s:…`?"::formatted);
    }

    private void options(EndpointUse use) {
        EndpointValidationResult result = components.validate(uri(use), use.direction());
        String endpoint = "`%s`".formatted(use.name());
        if (result.getSyntaxError() != null) {
            findings.error(
                    Rule.ENDPOINT,
                    use.uriNode(),
                    "%s cannot be read: %s.".formatted(endpoint, result.getSyntaxError()),
                    Optional.empty());
        }
        for (String option : orNone(result.getUnknown())) {
            findings.errorIn(
                    Rule.ENDPOINT,
                    use.place(option),
                    option,
                    "Unknown option `%s` on %s.".formatted(option, endpoint),
                    NearestWord.suggestion(option, components.optionsOf(use.scheme())));
        }
        for (String option : orNone(result.getRequired())) {
            findings.error(
                    Rule.ENDPOINT,
                    use.uriNode(),
                    "The option `%s` of %s is missing.".formatted(option, endpoint),
                    "Add it.");
        }
        values(use, result);
    }

    private void values(EndpointUse use, EndpointValidationResult result) {
        orNone(result.getInvalidEnum()).forEach((option, value) -> {
            List<String> choices =
                    Arrays.asList(orNone(result.getInvalidEnumChoices()).getOrDefault(option, new String[0]));
            wrong(
                    use,
                    option,
                    value,
                    "one of its choices",
                    NearestWord.suggestion(value, choices)
                            .or(() -> Optional.of("There is: %s.".formatted(String.join(", ", choices)))));
        });
        orNone(result.getInvalidBoolean())
                .forEach((option, value) -> wrong(
                        use,
                        option,
                        value,
                        "true or false",
                        Optional.of(meantTrue(value) ? "Write `true`." : "Write `false`.")));
        orNone(result.getInvalidInteger()).forEach((option, value) -> {
            // Camel makes a long of a time, in milliseconds.
            if (!(components.isLong(use.scheme(), option) && isTime(value))) {
                wrong(use, option, value, "a whole number", Optional.empty());
            }
        });
        orNone(result.getInvalidNumber())
                .forEach((option, value) -> wrong(use, option, value, "a number", Optional.empty()));
        orNone(result.getInvalidDuration()).forEach((option, value) -> {
            // The catalog does not know milliseconds by their unit, and Camel does.
            if (!isTime(value)) {
                wrong(use, option, value, "a time", Optional.of("Write it as `500ms`, `30s` or `5m`."));
            }
        });
    }

    private static boolean isTime(String value) {
        return DurationText.parse(value).isPresent();
    }

    private static boolean meantTrue(String value) {
        return value.matches("(?i)y.*|on|1|t.*|j.*|s.*");
    }

    private void wrong(EndpointUse use, String option, String value, String what, Optional<String> suggestion) {
        // What is filled in for each message, or by a template, is not known yet.
        if (value == null || EndpointUse.isOpen(value)) {
            return;
        }
        findings.errorIn(
                Rule.ENDPOINT,
                use.place(option),
                option,
                "The option `%s` of `%s` is `%s`, which is not %s.".formatted(option, use.name(), value, what),
                suggestion);
    }

    /** The whole endpoint as one URI, which is what the catalog reads. */
    private static String uri(EndpointUse use) {
        String query = use.options().stream()
                .filter(option -> option.keyNode() != use.uriNode())
                .map(option -> option.name() + "=" + encoded(option.value()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? use.uri() : use.uri() + (use.uri().contains("?") ? "&" : "?") + query;
    }

    private static String encoded(String value) {
        return value.replace("%", "%25").replace("&", "%26").replace("+", "%2B").replace("#", "%23");
    }

    private static Set<String> orNone(@Nullable Set<String> names) {
        return names == null ? Set.of() : names;
    }

    private static <V> Map<String, V> orNone(@Nullable Map<String, V> values) {
        return values == null ? Map.of() : values;
    }
}
