/**
 * The pages of the console, written on the server: each is a class that finds what it shows ({@link
 * io.rootsocket.hub.console.pages.Page}), and a template of the same name that says how it looks. What strangers wrote is
 * escaped by the templates' output format, and stands in isolation.
 *
 * <p>Start at {@link io.rootsocket.hub.console.pages.Console}. May import {@code hub}, {@code http}, {@code text} and what the
 * hub answers with; not {@code console}, which opens the door to it.
 */
@NullMarked
package io.rootsocket.hub.console.pages;

import org.jspecify.annotations.NullMarked;
