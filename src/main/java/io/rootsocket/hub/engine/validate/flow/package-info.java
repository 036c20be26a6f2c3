/**
 * Follows, on paper, what a stranger wrote from where it comes in to where something obeys it.
 *
 * <p>Start at {@link io.rootsocket.hub.engine.validate.flow.FlowCheck}; what obeys is one table, {@code Sinks}, and who
 * is a stranger is another, {@code Sources}. The way between is walked step by step ({@code StepWalk}), also into the
 * routes and kamelets that it leads to, with a note of what the caller still has a say in ({@code Message}). May import
 * {@code validate}, for the YAML tree and the findings.
 */
@NullMarked
package io.rootsocket.hub.engine.validate.flow;

import org.jspecify.annotations.NullMarked;
