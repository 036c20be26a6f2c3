/**
 * Follows, on paper, what a stranger wrote from where it comes in to where something obeys it.
 *
 * <p>Start at {@link io.rootsocket.hub.validate.flow.FlowCheck}; what obeys is one table, {@code Sinks}, and who is a stranger is another, {@code Sources}. The way between is
 * walked step by step ({@code StepWalk}), also into the routes and kamelets that a step leads to ({@code RouteFlows}). May import
 * {@code routes}.
 */
@NullMarked
package io.rootsocket.hub.validate.flow;

import org.jspecify.annotations.NullMarked;
