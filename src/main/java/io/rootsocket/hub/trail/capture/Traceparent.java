package io.rootsocket.hub.trail.capture;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Message;

/** The trace that a caller has its request belong to, as the W3C writes it. */
final class Traceparent {

    private static final String HEADER = "traceparent";

    /** Of another version, what comes after these is for its own readers. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** Empty if the message has none that can be used. */
    static Optional<String> of(Message message) {
        return message.getHeader(HEADER) instanceof String text && FORM.matcher(text).matches()
                ? Optional.of(text)
                : Optional.empty();
    }
}
