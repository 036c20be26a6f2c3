package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import java.nio.file.Path;
import java.util.List;

/** Writes findings as SARIF 2.1.0, the format of code scanning. */
final class SarifLog {

    private SarifLog() {}

    static JsonNode of(List<Finding> found) {
        ObjectNode log = JsonNodeFactory.instance.objectNode();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json").put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "RootSocket Hub").put("version", Version.text());
        ArrayNode rules = driver.putArray("rules");
        for (Rule rule : Rule.values()) {
            rules.addObject()
                    .put("id", rule.word())
                    .putObject("shortDescription")
                    .put("text", rule.promise());
        }
        ArrayNode results = run.putArray("results");
        found.forEach(finding -> add(results.addObject(), finding));
        return log;
    }

    private static void add(ObjectNode result, Finding finding) {
        result.put("ruleId", finding.rule().word())
                .put("ruleIndex", finding.rule().ordinal())
                .put("level", finding.severity().word())
                .putObject("message")
                .put("text", finding.sentence());
        place(result.putArray("locations").addObject(), finding.file(), finding.line(), finding.column());
        finding.related().ifPresent(related -> {
            ObjectNode location = result.putArray("relatedLocations").addObject();
            place(location, related.file(), related.line(), related.column());
            location.putObject("message").put("text", related.message());
        });
    }

    private static void place(ObjectNode location, Path file, int line, int column) {
        ObjectNode place = location.putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri(file));
        place.putObject("region").put("startLine", line).put("startColumn", column);
    }

    /** Relative to where the command runs, as code scanning wants it, unless the file is elsewhere. */
    private static String uri(Path file) {
        return file.isAbsolute()
                ? file.toUri().toString()
                : file.toString().replace('\\', '/').replace(" ", "%20");
    }
}
