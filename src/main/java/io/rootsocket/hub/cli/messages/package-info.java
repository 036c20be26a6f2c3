/**
 * The commands that show what went through a hub: {@code messages}, {@code explain} and {@code inspect}.
 *
 * <p>Start at {@link io.rootsocket.hub.cli.messages.MessagesCommand}. May import {@code cli.invocation}, {@code cli.screen}, {@code
 * console.api}, {@code http}, {@code text} and {@code trail}.
 */
@NullMarked
package io.rootsocket.hub.cli.messages;

import org.jspecify.annotations.NullMarked;
