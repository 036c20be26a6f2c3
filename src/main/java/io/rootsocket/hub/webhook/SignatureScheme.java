package io.rootsocket.hub.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How a sender of webhooks writes down what it has signed. */
interface SignatureScheme {

    /**
     * What a request says of its signature; nothing of it is proven.
     *
     * @param content what must have been signed
     * @param signatures any of these may be right
     * @param time when it was signed, if that is signed too
     * @param id what the sender calls it, if that is signed too
     */
    record Claim(byte[] content, List<byte[]> signatures, Optional<Instant> time, Optional<String> id) {}

    /**
     * Reads what a request says; empty if it says it in another way than this sender does.
     *
     * @param headers gives a header that the request has exactly once
     */
    Optional<Claim> claim(Function<String, Optional<String>> headers, byte[] body);

    /** The headers that this sender sends with a body. */
    Map<String, String> sign(SigningKeys keys, byte[] body, Instant time, String id);

    /** Whole seconds since 1970, as all of these senders write a time. */
    static Optional<Instant> time(String written) {
        if (!written.matches("[0-9]{1,12}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(written)));
        } catch (DateTimeException tooFar) {
            return Optional.empty();
        }
    }
}
