/**
 * What could not be delivered: kept, shown, and sent on its way again.
 *
 * <p>Start at {@link io.rootsocket.hub.deadletters.DeadLetters}. May import {@code protocol}, {@code broker}, {@code files},
 * {@code text} and {@code outbox.message}.
 */
@NullMarked
package io.rootsocket.hub.deadletters;

import org.jspecify.annotations.NullMarked;
