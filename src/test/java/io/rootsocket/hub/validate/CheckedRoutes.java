package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.testing.MutableClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Routes of a test, and what is found in them on 2026-11-24. */
final class CheckedRoutes implements AutoCloseable {

    private final RouteValidation validation = new RouteValidation(MutableClock.at("2026-11-24T09:00:00Z"));

    List<Finding> check(String... texts) {
        return check(new Properties(), texts);
    }

    List<Finding> check(Properties settings, String... texts) {
        var sources = new ArrayList<RouteSource>();
        for (String text : texts) {
            String ending = text.contains("kind: Kamelet") ? "kamelet.yaml" : "yaml";
            sources.add(new RouteSource(Path.of("file%d.%s".formatted(sources.size() + 1, ending)), text));
        }
        return validation.check(sources, settings);
    }

    List<Finding> check(List<RouteSource> sources) {
        return validation.check(sources, new Properties());
    }

    List<Finding> check(RouteSources folder) {
        return validation.check(folder.sources(), folder.settings());
    }

    static String from(String uri, String... parameters) {
        return "- route:\n    from:\n      uri: %s\n      parameters:\n        %s\n      steps:\n        - log: x\n"
                .formatted(uri, String.join("\n        ", parameters));
    }

    static String step(String yaml) {
        return "- route:\n    from:\n      uri: timer:x\n      steps:\n        - %s\n"
                .formatted(yaml.replace("\n", "\n          "));
    }

    @Override
    public void close() {
        validation.close();
    }
}
