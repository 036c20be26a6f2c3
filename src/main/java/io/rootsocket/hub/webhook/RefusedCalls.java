package io.rootsocket.hub.webhook;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;

/**
 * Is told of calls of webhooks that are refused before their route sees them. A plugin of the Camel context. Safe for threads;
 * must not hold up the thread that calls, and does not throw.
 */
@FunctionalInterface
public interface RefusedCalls {

    /** Returns what the call is called from now on; empty if nobody keeps it. */
    Optional<String> refused(Call call);

    /**
     * A call that was refused.
     *
     * @param webhook where its route begins
     * @param length of its body, as far as the caller has said
     * @param status what its caller is answered
     * @param detail why
     */
    record Call(
            Endpoint webhook,
            String method,
            String path,
            Map<String, String> headers,
            long length,
            int status,
            String detail) {}
}
