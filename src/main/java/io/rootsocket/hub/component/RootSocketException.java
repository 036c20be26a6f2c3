package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.util.Optional;
import org.apache.camel.CamelException;
import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong at a {@code rootsocket:} endpoint; the subclass says what to do about it.
 *
 * <p>The message says what, why and how to fix it, and never holds the key. Immutable and safe to share between
 * threads.
 */
public abstract sealed class RootSocketException extends CamelException implements HttpResponseAware
        permits RootSocketRetryException,
                RootSocketConfigurationException,
                RootSocketMessageException,
                RootSocketAmbiguousException {

    private static final long serialVersionUID = 1L;

    private final Operation operation;
    private final @Nullable String channel;
    private final int status;
    private final @Nullable String detail;

    RootSocketException(String message, Failure failure) {
        super(message, failure.cause());
        this.operation = failure.operation();
        this.channel = failure.channel();
        this.status = failure.status();
        this.detail = failure.detail();
    }

    /** What was asked of the service. */
    public final Operation operation() {
        return operation;
    }

    /** The channel as it was given, which may not be a valid one; empty for an operation without a channel. */
    public final Optional<String> channel() {
        return Optional.ofNullable(channel);
    }

    /** The HTTP status of the answer; 0 if there was none. */
    public final int status() {
        return status;
    }

    /** The service's own words; empty if it said nothing. */
    public final Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /** The same as {@link #status()}. */
    @Override
    public final int getHttpResponseCode() {
        return status;
    }

    /** @throws UnsupportedOperationException always: what happened does not change */
    @Override
    public final void setHttpResponseCode(int code) {
        throw new UnsupportedOperationException("The status of a RootSocketException cannot be changed");
    }

    /** The service's own words; empty text if it said nothing. */
    @Override
    public final String getHttpResponseStatus() {
        return detail == null ? "" : detail;
    }

    /** @throws UnsupportedOperationException always: what happened does not change */
    @Override
    public final void setHttpResponseStatus(@Nullable String text) {
        throw new UnsupportedOperationException("The status of a RootSocketException cannot be changed");
    }
}
