package io.rootsocket.hub.sandbox;

import org.jspecify.annotations.Nullable;

/** The request cannot be understood; the message tells its sender why and is answered with 400. */
final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRequestException(@Nullable String detail) {
        super(detail);
    }

    BadRequestException(@Nullable String detail, Throwable cause) {
        super(detail, cause);
    }
}
