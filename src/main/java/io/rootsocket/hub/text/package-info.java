/**
 * Words of others, made fit to be shown on a screen or in a log, and the word that was probably meant.
 *
 * <p>Start at {@link io.rootsocket.hub.text.Printable}. May import nothing of ours.
 */
@NullMarked
package io.rootsocket.hub.text;

import org.jspecify.annotations.NullMarked;
