package io.rootsocket.hub.failure;

import org.apache.camel.CamelContext;
import org.apache.camel.component.file.GenericFileEndpoint;

/** Gives every file source a folder for what failed, unless its route names one. */
final class FailedFiles {

    private static final String FOLDER = ".failed";

    private FailedFiles() {}

    /** Without it, a failed file would be taken again at each poll, and fail again, for ever. */
    static void keepApart(CamelContext camel) {
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof GenericFileEndpoint<?> files && files.getMoveFailed() == null) {
                files.setMoveFailed(FOLDER);
            }
            return endpoint;
        });
    }
}
