package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds settings that have neither a value nor a default. */
final class PlaceholderCheck {

    /** What nobody fills settings into. */
    private static final Set<String> FOR_READERS = Set.of("description", "note");

    private final Placeholders placeholders;
    private final Properties settings;
    private final Findings findings;

    PlaceholderCheck(Placeholders placeholders, Properties settings, Findings findings) {
        this.placeholders = placeholders;
        this.settings = settings;
        this.findings = findings;
    }

    void check(Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::check);
        } else if (node instanceof MappingNode mapping) {
            YamlTree.entries(mapping).stream()
                    .filter(entry -> !FOR_READERS.contains(entry.key()))
                    .forEach(entry -> check(entry.value()));
        } else if (node instanceof ScalarNode scalar) {
            try {
                placeholders.resolve(scalar.getValue());
            } catch (UnknownSettingException e) {
                e.unusable().ifPresentOrElse(why -> unusable(scalar, why), () -> report(scalar, e.setting()));
            }
        }
    }

    /** It has a value, as far as its variable goes, but not one that can be used. */
    private void unusable(ScalarNode at, String why) {
        findings.error(Rule.PLACEHOLDER, at, why, Optional.empty());
    }

    private void report(ScalarNode at, String setting) {
        findings.errorIn(
                Rule.PLACEHOLDER,
                at,
                setting,
                "The setting `%s` has no value and no default.".formatted(setting),
                NearestWord.suggestion(setting, settings.stringPropertyNames())
                        .or(() ->
                                Optional.of("Set it in application.properties or as %s, or give it a default: {{%s:…}}."
                                        .formatted(variable(setting), setting))));
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
