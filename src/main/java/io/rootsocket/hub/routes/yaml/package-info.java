/**
 * A route file as YAML: its text, its tree with lines and columns, how an endpoint and a Pipe are written in it, and
 * what the YAML itself gets wrong.
 *
 * <p>Start at {@link io.rootsocket.hub.routes.yaml.YamlTree}, by which everybody reads the nodes; {@code RouteYaml}
 * finds the mistakes, {@code YamlMistake} puts what the parser says into words. May import {@code routes.finding} and
 * {@code files}.
 */
@NullMarked
package io.rootsocket.hub.routes.yaml;

import org.jspecify.annotations.NullMarked;
