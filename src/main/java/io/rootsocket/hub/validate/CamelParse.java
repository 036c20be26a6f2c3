package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.Finding;
import io.rootsocket.hub.routes.Findings;
import io.rootsocket.hub.routes.RouteSource;
import io.rootsocket.hub.routes.Rule;
import io.rootsocket.hub.routes.Severity;
import io.rootsocket.hub.routes.SourceFile;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Has Camel itself read the file, for what neither the schema nor a rule of ours had noticed. */
final class CamelParse {

    private final CamelContext camel;

    CamelParse(CamelContext camel) {
        this.camel = camel;
    }

    /** Whether it can be read, whatever else may be wrong with it. */
    boolean reads(RouteSource source) {
        try {
            parse(source);
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    void check(RouteSource source, Findings findings) {
        try {
            parse(source);
        } catch (Exception e) {
            findings.add(new Finding(
                    source.file(),
                    line(e),
                    1,
                    Rule.CAMEL,
                    Severity.ERROR,
                    "Camel cannot read this: " + why(e),
                    Optional.empty()));
        }
    }

    private void parse(RouteSource source) throws Exception {
        String name = SourceFile.nameForCamel(String.valueOf(source.file().getFileName()));
        Resource resource = ResourceHelper.fromString(name, source.text());
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource))) {
            if (builder instanceof RouteBuilder routes) {
                routes.setCamelContext(camel);
                routes.configure();
            }
        }
    }

    private static int line(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException marked
                    && marked.getProblemMark().isPresent()) {
                return marked.getProblemMark().get().getLine() + 1;
            }
        }
        return 1;
    }

    private static String why(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
