package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.RouteYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Routes of a test, and what is found in them. */
final class CheckedFlows {

    private CheckedFlows() {}

    static List<Finding> check(List<RouteSource> sources) {
        return FlowCheck.check(files(sources));
    }

    static List<RoutesFile> files(List<RouteSource> sources) {
        return sources.stream()
                .map(source ->
                        new RoutesFile(source, RouteYaml.of(source).root().orElseThrow(), text -> text))
                .toList();
    }

    static String route(String from, String... steps) {
        var text = new StringBuilder(
                "- route:\n    from:\n      uri: %s\n      parameters:\n        httpMethodRestrict: POST\n      steps:\n"
                        .formatted(from));
        for (String step : steps) {
            text.append("        - ").append(step.replace("\n", "\n          ")).append('\n');
        }
        return text.toString();
    }

    static List<String> found(String... texts) {
        var sources = new ArrayList<RouteSource>();
        for (String text : texts) {
            sources.add(new RouteSource(Path.of("file%d.yaml".formatted(sources.size() + 1)), text));
        }
        return check(sources).stream()
                .sorted()
                .map(finding -> "%s:%d %s %s"
                        .formatted(
                                finding.file(),
                                finding.line(),
                                finding.severity().word(),
                                finding.rule().word()))
                .toList();
    }
}
