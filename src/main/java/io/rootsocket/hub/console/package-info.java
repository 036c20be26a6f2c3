/**
 * The hub's two doors: what a caller may reach, and what only an operator may see.
 *
 * <p>Start at {@link io.rootsocket.hub.console.WebhookDoor} and {@link io.rootsocket.hub.console.AdminDoor}; a call of a webhook
 * goes on in {@code webhook}. May import {@code console.api}, {@code console.html}, {@code
 * console.pages}, {@code hub}, {@code http}, {@code webhook}, {@code settings}, {@code
 * files}, what {@code broker} throws, what {@code backup} makes, and the records of {@code deadletters}, {@code outbox}, {@code reload} and {@code schedule} that it answers with.
 */
@NullMarked
package io.rootsocket.hub.console;

import org.jspecify.annotations.NullMarked;
