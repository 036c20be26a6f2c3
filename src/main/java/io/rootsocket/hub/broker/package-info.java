/**
 * The broker that does the queueing, which {@code jms:} endpoints use too: the embedded Artemis, or one that runs elsewhere.
 * Its connections and sessions, its management, who is let in, its disk, and what its files have lost.
 *
 * <p>Start at {@link io.rootsocket.hub.broker.Broker}. May import {@code broker.body}, {@code files} and {@code text} only, and nobody else may import Artemis.
 */
@NullMarked
package io.rootsocket.hub.broker;

import org.jspecify.annotations.NullMarked;
