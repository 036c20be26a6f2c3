/**
 * The pages of the console: each is a class that finds what it shows ({@link io.rootsocket.hub.console.html.Page}), and a
 * template of the same name that says how it looks, where what strangers wrote stands in isolation.
 *
 * <p>Start at {@link io.rootsocket.hub.console.pages.Pages}. May import {@code console.html}, {@code console.api}, {@code hub}, {@code text} and
 * what the hub answers with; not {@code console}, which opens the door to it.
 */
@NullMarked
package io.rootsocket.hub.console.pages;

import org.jspecify.annotations.NullMarked;
