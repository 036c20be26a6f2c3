/**
 * The hub's two doors: what a caller may reach, and what only an operator may see.
 *
 * <p>Start at {@link io.rootsocket.hub.console.WebhookDoor} and {@link io.rootsocket.hub.console.AdminDoor}. May import
 * {@code engine}, and the records of {@code outbox} and {@code schedule} that it answers with. Vert.x types stay in here.
 */
@NullMarked
package io.rootsocket.hub.console;

import org.jspecify.annotations.NullMarked;
