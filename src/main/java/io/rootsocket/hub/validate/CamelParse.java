package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Has Camel's own parser read a file. */
final class CamelParse {

    private final CamelContext camel;

    CamelParse(CamelContext camel) {
        this.camel = camel;
    }

    /** Whether it can be read, whatever else may be wrong with it. */
    boolean reads(RouteSource source) {
        String name = SourceFile.nameForCamel(String.valueOf(source.file().getFileName()));
        Resource resource = ResourceHelper.fromString(name, source.text());
        try {
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource))) {
                if (builder instanceof RouteBuilder routes) {
                    routes.setCamelContext(camel);
                    routes.configure();
                }
            }
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
