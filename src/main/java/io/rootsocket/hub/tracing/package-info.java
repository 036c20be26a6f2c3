/**
 * The trace of what comes in, over its steps and the outbox to the delivery, as OpenTelemetry's collectors take it.
 *
 * <p>Start at {@link io.rootsocket.hub.tracing.OpenTelemetryExport}, of which nothing is loaded unless the environment says where
 * traces go. May import {@code delivery}, {@code outbox.message}, {@code
 * protocol} and {@code settings}.
 */
@NullMarked
package io.rootsocket.hub.tracing;

import org.jspecify.annotations.NullMarked;
