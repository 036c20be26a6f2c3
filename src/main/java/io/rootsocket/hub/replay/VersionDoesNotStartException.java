package io.rootsocket.hub.replay;

import io.rootsocket.hub.routetest.RouteTests;

/** The routes of a version do not start, so nothing can be compared. The message says which version, and why. */
public final class VersionDoesNotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VersionDoesNotStartException(String version, Exception cause) {
        super(
                "The %s version of the routes does not start where nothing may leave: %s"
                        .formatted(version, RouteTests.why(cause)),
                cause);
    }
}
