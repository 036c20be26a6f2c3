package io.rootsocket.hub.cli.doctor;

import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.SettingNames;
import io.rootsocket.hub.settings.UnknownVariables;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;
import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.TrailSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may not be shown of an environment and of the settings of its routes, wherever it stands; what is a secret by its name
 * or its looks besides, as the trail leaves it out. Immutable.
 */
final class KnownSecrets {

    /** The hub's own, which need not sound like it: an address that a watchdog gave out is one. */
    private static final Set<String> SECRET_VARIABLES = Stream.of(Variable.values())
            .filter(Variable::isSecret)
            .map(Variable::name)
            .collect(Collectors.toSet());

    private static final String REDACTED = "[redacted]";

    private static final long LARGEST_FILE = 65_536;

    private final Redaction redaction;

    KnownSecrets(Map<String, String> environment) {
        List<String> all = List.copyOf(in(environment));
        this.redaction = new Redaction(trail(environment), () -> all);
    }

    private static TrailSettings trail(Map<String, String> environment) {
        try {
            return HubSettings.of(environment).trail();
        } catch (HubConfigurationException e) {
            // What is wrong is said elsewhere.
            return HubSettings.of(Map.of()).trail();
        }
    }

    private static Set<String> in(Map<String, String> environment) {
        var secrets = new TreeSet<String>();
        environment.forEach((name, value) -> {
            if (isSecret(name)) {
                add(secrets, value);
            } else if (isFileOfSecret(name)) {
                add(secrets, content(value));
            }
        });
        Path routes = DoctorCommand.routes(environment);
        try {
            RouteSources.read(routes, new Variables(environment).textOrDefault(Variable.HUB_ROUTES_PATTERN))
                    .settings()
                    .forEach((name, value) -> {
                        if (isSecret(name.toString())) {
                            add(secrets, value.toString());
                        }
                    });
        } catch (IOException e) {
            // A folder that cannot be read gives nothing away.
            return secrets;
        }
        return secrets;
    }

    private static void add(Set<String> secrets, String value) {
        secrets.add(value.strip());
    }

    private static String content(String file) {
        try {
            return Files.size(Path.of(file)) > LARGEST_FILE ? "" : Files.readString(Path.of(file));
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    private static boolean isFileOfSecret(String name) {
        return name.endsWith(Variable.FILE) && isSecret(name.substring(0, name.length() - Variable.FILE.length()));
    }

    private static boolean isSecret(String name) {
        return SECRET_VARIABLES.contains(name)
                || SettingNames.isSecret(name)
                || SettingNames.isSecret(name.replace('_', '.').toLowerCase(Locale.ROOT))
                // Where traces go, a header is the login, whatever it is called.
                || name.endsWith("_HEADERS");
    }

    String hiddenIn(String text) {
        return redaction.whole(text);
    }

    /** The variables that a hub reads, each with its value unless that is a secret or may be one. */
    List<String> settings(Map<String, String> environment) {
        Set<String> unknown = UnknownVariables.names(environment.keySet(), DoctorCommand.routes(environment));
        return new TreeSet<>(environment.keySet())
                .stream()
                        .filter(name -> name.matches("(HUB|ROOTSOCKET|OTEL|JAVA|JDK)_.*|TZ|LANG|LC_.*"))
                        .map(name -> name + "="
                                + (unknown.contains(name)
                                        ? "[not shown, as nothing reads it]"
                                        : shown(name, environment.getOrDefault(name, ""))))
                        .toList();
    }

    private String shown(String name, String value) {
        if (isSecret(name)) {
            return REDACTED;
        }
        Optional<String> file = isFileOfSecret(name) ? Variables.shownFile(value) : Optional.of(value);
        return file.map(this::hiddenIn).orElse(REDACTED);
    }
}
