package io.rootsocket.hub.delivery;

import io.rootsocket.hub.outbox.message.OutboxMessage;
import java.util.Optional;

/**
 * Has each attempt to deliver belong to the trace of what caused the message. Safe to share between threads; does not throw.
 */
@FunctionalInterface
public interface DeliverySpans {

    /** What RootSocket hears is the trace that came in. */
    DeliverySpans NONE = message -> new Attempt() {
        @Override
        public Optional<String> traceparent() {
            return message.traceparent();
        }

        @Override
        public void end(Optional<String> failure) {}
    };

    /** An attempt begins. */
    Attempt begin(OutboxMessage message);

    /** An attempt. */
    interface Attempt {

        /** What RootSocket is to hear of the trace, as the W3C writes it. */
        Optional<String> traceparent();

        /** It is known what came of it. */
        void end(Optional<String> failure);
    }
}
