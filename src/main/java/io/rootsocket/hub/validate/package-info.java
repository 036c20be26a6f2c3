/**
 * Checks route files without running them: {@code hub validate}, and what a running hub asks before it takes a file.
 *
 * <p>Start at {@link io.rootsocket.hub.validate.RouteValidation}. Camel's catalog, schema and parsers answer wherever they
 * can; what is left are the hub's own rules. May import {@code validate.flow}, {@code validate.schema}, {@code routes}, {@code component}, {@code schedule}, {@code settings}, {@code files}, {@code text} and
 * {@code protocol}.
 */
@NullMarked
package io.rootsocket.hub.validate;

import org.jspecify.annotations.NullMarked;
