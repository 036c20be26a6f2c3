/**
 * What goes into the trail: what comes in, the steps that it takes, what goes out for it, and how it ends.
 *
 * <p>Start at {@link io.rootsocket.hub.trail.capture.Capture}, which puts all of it into a Camel context; {@code Entries} hears of
 * what comes in, {@code TimedSteps} of the steps, {@link io.rootsocket.hub.trail.capture.TracedExchange} goes with an exchange and
 * all of its copies. May import {@code trail}, {@code failure}, {@code webhook}, {@code schedule}, {@code deadletters}, {@code
 * component}, {@code protocol} and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.trail.capture;

import org.jspecify.annotations.NullMarked;
