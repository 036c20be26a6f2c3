package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Option;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.util.SensitiveUtils;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds secrets that are written in clear, where whoever reads the file reads them too. */
final class SecretCheck {

    private static final Pattern IN_ADDRESS = Pattern.compile("//[^/@:]+:[^/@{]+@");
    private static final Set<String> HEADERS = Set.of("authorization", "proxy-authorization", "x-api-key");

    private final Components components;
    private final Findings findings;

    SecretCheck(Components components, Findings findings) {
        this.components = components;
        this.findings = findings;
    }

    /** @param use as it is written, with its settings not filled in */
    void check(EndpointUse use) {
        Set<String> secrets = components.secretsOf(use.scheme());
        for (Option option : use.options()) {
            boolean secret = secrets.contains(option.name()) || isPassword(option.name());
            if (secret && !isName(option.name()) && isClear(option.value())) {
                report(option.valueNode(), option.name());
            }
        }
        if (IN_ADDRESS.matcher(use.uri()).find()) {
            report(use.uriNode(), "password");
        }
    }

    /** A user's or a client's name is marked in catalogs too, but is in most places no secret. */
    static boolean isName(String option) {
        String name = option.toLowerCase(Locale.ROOT).replace("-", "");
        return name.contains("user") || name.equals("clientid");
    }

    /** Looks through the properties of beans and the headers that are set. */
    void checkRest(Node node) {
        YamlTree.items(node).forEach(this::checkRest);
        for (YamlTree.Entry entry : YamlTree.entries(node)) {
            if (entry.key().equals("properties")) {
                YamlTree.entries(entry.value()).stream()
                        .filter(property -> isPassword(property.key()) && !isName(property.key()))
                        .forEach(property -> YamlTree.text(property.value())
                                .filter(SecretCheck::isClear)
                                .ifPresent(value -> report(property.value(), property.key())));
            }
            if (entry.key().equals("setHeader")) {
                header(entry.value());
            }
            checkRest(entry.value());
        }
    }

    private void header(Node setHeader) {
        Optional<String> name = YamlTree.get(setHeader, "name").flatMap(YamlTree::text);
        if (name.isPresent() && HEADERS.contains(name.get().toLowerCase(Locale.ROOT))) {
            YamlTree.get(setHeader, "constant")
                    .or(() -> YamlTree.get(setHeader, "simple"))
                    .ifPresent(value -> YamlTree.text(value)
                            .filter(SecretCheck::isClear)
                            .ifPresent(text -> report(value, name.get())));
        }
    }

    private static boolean isPassword(String name) {
        return SensitiveUtils.containsSensitive(name);
    }

    private static boolean isClear(String value) {
        return !value.isBlank() && !EndpointUse.isOpen(value) && !value.matches("(?i)true|false|\\d{1,5}");
    }

    private void report(Node at, String name) {
        report(findings, at, name);
    }

    static void report(Findings findings, Node at, String name) {
        findings.error(
                Rule.SECRET,
                at,
                "`%s` is a secret, and it is written here in clear.".formatted(name),
                "Set it as an environment variable and write \"{{env:MY_%s}}\"."
                        .formatted(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT)));
    }
}
