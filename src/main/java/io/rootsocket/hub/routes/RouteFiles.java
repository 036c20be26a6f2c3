package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.PieceLoader.PieceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Loads files of routes as the running hub does, so that a route is called the same in a test and in a look ahead. */
public final class RouteFiles {

    private RouteFiles() {}

    /**
     * Loads files into a context that has started.
     *
     * @throws Exception what Camel says of the first that cannot be loaded
     */
    public static void load(CamelContext camel, Path folder, List<Path> files) throws Exception {
        var pieces = new ArrayList<Piece>();
        for (Path path : files) {
            SourceFile file =
                    SourceFile.of(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            Node root = RouteYaml.of(file.in(folder)).root().orElse(null);
            if (root == null) {
                sayWhatIsWrong(camel, path);
            } else {
                pieces.addAll(PieceReader.read(file, root));
            }
        }
        pieces.sort(Comparator.comparing(Piece::kind));
        var loader = new PieceLoader(camel, folder);
        for (Piece piece : pieces) {
            try {
                loader.load(piece);
            } catch (PieceException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    /** No YAML: Camel's own parser says where. */
    private static void sayWhatIsWrong(CamelContext camel, Path file) throws Exception {
        Resource resource = PluginHelper.getResourceLoader(camel).resolveResource("file:" + file);
        PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
    }
}
