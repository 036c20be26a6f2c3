/**
 * What Camel says when it does not take a route, in words that name the step, the reason and the cure.
 *
 * <p>Start at {@link io.rootsocket.hub.routes.refusal.Explanation}; {@code CamelRefusals} knows the sentences, {@code
 * FailedStep} finds the place. May import {@code routes.yaml}, {@code schedule} and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.routes.refusal;

import org.jspecify.annotations.NullMarked;
