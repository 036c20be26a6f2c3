/**
 * What routes look like: each from its source through its steps, and which one feeds which. From files alone, as text, as
 * Mermaid and as SVG that is laid out here.
 *
 * <p>Start at {@link io.rootsocket.hub.routes.graph.RouteGraphs}. May import {@code routes}, {@code routes.yaml},
 * {@code settings} and {@code text}, and {@code component} and {@code protocol} for how a step names a channel.
 */
@NullMarked
package io.rootsocket.hub.routes.graph;

import org.jspecify.annotations.NullMarked;
