/**
 * Checks route files without running them.
 *
 * <p>Start at {@link io.rootsocket.hub.engine.validate.RouteValidation}. Camel's catalog, schema and parsers answer
 * wherever they can; what is left are the hub's own rules. {@code flow} below it follows what outsiders write. May
 * import {@code component}, {@code schedule}, {@code files} and {@code protocol}.
 */
@NullMarked
package io.rootsocket.hub.engine.validate;

import org.jspecify.annotations.NullMarked;
