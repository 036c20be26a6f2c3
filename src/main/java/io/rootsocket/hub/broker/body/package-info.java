/**
 * The body of a message as Artemis stores it, looked into without an object being made of it: whether it is of the type that it
 * says, and what can be shown of one that is not.
 *
 * <p>Start at {@link io.rootsocket.hub.broker.body.ReadableBodies}. Imports nothing of ours.
 */
@NullMarked
package io.rootsocket.hub.broker.body;

import org.jspecify.annotations.NullMarked;
