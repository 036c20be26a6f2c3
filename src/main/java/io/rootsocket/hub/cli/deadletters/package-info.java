/**
 * {@code hub dead-letters}: what could not be delivered, of a running hub or of the folder of a stopped one.
 *
 * <p>Start at {@link io.rootsocket.hub.cli.deadletters.DeadLettersCommand}; {@code OpenedDeadLetters} is either of the
 * two. May import {@code cli.invocation}, {@code cli.screen}, and what they ask.
 */
@NullMarked
package io.rootsocket.hub.cli.deadletters;

import org.jspecify.annotations.NullMarked;
