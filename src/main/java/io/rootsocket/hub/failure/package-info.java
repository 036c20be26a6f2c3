/**
 * What becomes of an exchange that fails, or that a stop interrupts: tried again, given back to its source, or kept as a dead
 * letter, and its source hears the truth.
 *
 * <p>Start at {@link io.rootsocket.hub.failure.FailureHandling}, which puts all of it into a Camel context; {@code EntryPolicy} settles what has failed where it came in, after all that its route does about it, {@code KeepFailed}
 * decides how, {@code Source} knows what each kind of
 * source must hear, {@code ClientError} tells what a webhook's caller did wrong. May import {@code failure.queue}, {@code webhook}, {@code webhook.awaited}, {@code component},
 * {@code deadletters}, {@code outbox}, {@code outbox.message}, {@code broker}, {@code schedule}, {@code intake}, {@code firewall},
 * {@code settings}, {@code text} and {@code protocol}.
 */
@NullMarked
package io.rootsocket.hub.failure;

import org.jspecify.annotations.NullMarked;
