package io.rootsocket.hub.routes;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesBuilderLoader;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.FileUtil;

/** What Camel's parser makes of the text of a piece. Stateless. */
final class PieceBuilders {

    /** What Camel looks for in a whole text before it reads it: beans that its routes name, and the settings of a pipe. */
    private static final Pattern LOOKED_FOR = Pattern.compile("beans|kind");

    private PieceBuilders() {}

    /** Camel would parse each text twice, the first time for what few texts have. */
    static Collection<RoutesBuilder> of(CamelContext camel, Path folder, Piece piece) throws Exception {
        var resource = new PieceResource(folder, piece);
        RoutesLoader routes = PluginHelper.getRoutesLoader(camel);
        if (Boolean.TRUE.equals(camel.isModeline())
                || LOOKED_FOR.matcher(piece.yaml()).find()) {
            return routes.findRoutesBuilders(List.of((Resource) resource));
        }
        RoutesBuilderLoader yaml = routes.getRoutesLoader(FileUtil.onlyExt(resource.getLocation(), false));
        return yaml == null
                ? routes.findRoutesBuilders(List.of((Resource) resource))
                : List.of(yaml.loadRoutesBuilder(resource));
    }
}
