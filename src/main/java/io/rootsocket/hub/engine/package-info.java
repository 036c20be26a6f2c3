/**
 * Assembles and runs the hub from its settings and the {@code routes/} folder.
 *
 * <p>Start at {@link io.rootsocket.hub.engine.Hub}. May import {@code component}, {@code outbox}, {@code schedule},
 * {@code files} and {@code protocol}; what listens for people is attached from outside as a {@link
 * io.rootsocket.hub.engine.HubExtension}.
 */
@NullMarked
package io.rootsocket.hub.engine;

import org.jspecify.annotations.NullMarked;
