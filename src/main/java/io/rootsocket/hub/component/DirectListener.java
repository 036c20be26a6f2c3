package io.rootsocket.hub.component;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each message that is sent while its route waits, for {@code delivery=direct}. An application may give one to the
 * component with {@link RootSocketComponent#listenDirectly}. Safe to share between threads; does not throw.
 */
public interface DirectListener {

    /** The trace that the request of an exchange belongs to, as the W3C writes it. */
    Optional<String> traceparent(Exchange exchange);

    /**
     * It is known what came of it.
     *
     * @param request the body of the request; JSON in UTF-8, not copied
     * @param took how long until the answer, or until there was none
     * @param failure why RootSocket does not have it, or why that is not known; null if it has it
     */
    void sent(
            String channel,
            byte[] request,
            RootSocketEndpoint endpoint,
            Exchange exchange,
            Duration took,
            @Nullable RootSocketException failure);
}
