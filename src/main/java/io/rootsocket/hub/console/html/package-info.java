/**
 * What every page of the console is made of: what a page is, how it is asked for and answered, written from its template, and
 * kept true while somebody looks at it; its forms, and who may send them; style sheets and scripts. What strangers wrote is
 * escaped by the templates' output format. No page is here but those to log in and to refuse.
 *
 * <p>Start at {@link io.rootsocket.hub.console.html.Console}, and at {@link io.rootsocket.hub.console.html.Page} to write one.
 * May import {@code hub}, {@code http}, {@code text} and what {@code trail} throws; not {@code console.pages}, which are handed
 * to it, nor {@code console}, which opens the door to it.
 */
@NullMarked
package io.rootsocket.hub.console.html;

import org.jspecify.annotations.NullMarked;
