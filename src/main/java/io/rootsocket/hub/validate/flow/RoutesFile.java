package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.RouteSource;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A file of routes, or a kamelet.
 *
 * @param source its text
 * @param root its content
 * @param settings fills in settings, as far as they are known
 */
public record RoutesFile(RouteSource source, Node root, UnaryOperator<String> settings) {}
