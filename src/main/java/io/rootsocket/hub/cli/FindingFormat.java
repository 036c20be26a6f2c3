package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.text.Counted;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How findings are printed. */
enum FindingFormat {
    /** A line for each, as compilers write them, and a last one that counts. */
    HUMAN {
        @Override
        String print(List<Finding> found, int files) {
            long errors = found.stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .count();
            String counted = found.isEmpty()
                    ? Counted.of(files, "file") + " checked, nothing found."
                    : "%s, %s in %s."
                            .formatted(
                                    Counted.of(errors, "error"),
                                    Counted.of(found.size() - errors, "warning"),
                                    Counted.of(files, "file"));
            return found.stream().map(finding -> finding + "\n").collect(Collectors.joining()) + counted + "\n";
        }
    },
    /** A JSON list of objects. */
    JSON {
        @Override
        String print(List<Finding> found, int files) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (Finding finding : found) {
                list.addObject()
                        .put("file", finding.file().toString())
                        .put("line", finding.line())
                        .put("column", finding.column())
                        .put("rule", finding.rule().word())
                        .put("severity", finding.severity().word())
                        .put("message", finding.message())
                        .put("suggestion", finding.suggestion().orElse(null));
            }
            return list.toPrettyString() + "\n";
        }
    },
    /** SARIF 2.1.0, for code scanning. */
    SARIF {
        @Override
        String print(List<Finding> found, int files) {
            return SarifLog.of(found).toPrettyString() + "\n";
        }
    },
    /** Annotations that GitHub Actions shows beside the lines of a change. */
    GITHUB {
        @Override
        String print(List<Finding> found, int files) {
            return found.stream()
                    .map(finding -> "::%s file=%s,line=%d,col=%d,title=%s::%s%n"
                            .formatted(
                                    finding.severity().word(),
                                    property(finding.file().toString()),
                                    finding.line(),
                                    finding.column(),
                                    finding.rule().word(),
                                    escaped(finding.sentence())))
                    .collect(Collectors.joining());
        }

        private static String escaped(String text) {
            return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
        }

        private static String property(String text) {
            return escaped(text).replace(":", "%3A").replace(",", "%2C");
        }
    };

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The text to print, with a line break at its end unless it is empty. */
    abstract String print(List<Finding> found, int files);
}
