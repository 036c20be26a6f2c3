/**
 * The steps of a route whose caller waits: none works on, waits or asks for longer than the caller does, and no caller hears
 * that all is well while that is not known.
 *
 * <p>Start at {@link io.rootsocket.hub.webhook.awaited.AwaitedSteps}, which puts it around the steps of a Camel context; {@code
 * RouteHttp} does so for what they ask other servers, {@code HonourRetryAfter} for the time between two attempts. May import {@code
 * webhook} and {@code component}.
 */
@NullMarked
package io.rootsocket.hub.webhook.awaited;

import org.jspecify.annotations.NullMarked;
