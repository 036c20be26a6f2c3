/**
 * The nodes that share the schedules, and whether their clocks can be believed.
 *
 * <p>Start at {@link io.rootsocket.hub.schedule.nodes.NodeClock}. Imports nothing of ours.
 */
@NullMarked
package io.rootsocket.hub.schedule.nodes;

import org.jspecify.annotations.NullMarked;
