package io.rootsocket.hub.trail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A body. Whoever records one gives its first bytes as they are; whoever reads one gets them redacted and cut.
 *
 * @param contentType what it says it is; empty if it says nothing
 * @param bytes not copied
 * @param length how many bytes it had in all, before redaction and cut
 * @param whole whether it is as it was: neither cut nor redacted. What is not must not be sent again unasked
 */
public record Payload(String contentType, byte[] bytes, long length, boolean whole) {

    /** No body. */
    public static final Payload NONE = new Payload("", new byte[0], 0);

    /** One as it came, or the beginning of it. */
    public Payload(String contentType, byte[] bytes, long length) {
        this(contentType, bytes, length, bytes.length == length);
    }

    /** A text that is known as a whole. */
    public static Payload of(String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Payload(contentType, bytes, bytes.length);
    }

    /** What is kept, if it is text in UTF-8; empty if it is not. */
    public Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload
                && contentType.equals(payload.contentType)
                && Arrays.equals(bytes, payload.bytes)
                && length == payload.length
                && whole == payload.whole;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Not what it holds. */
    @Override
    public String toString() {
        return "Payload[%s, %d of %d bytes]".formatted(contentType, bytes.length, length);
    }
}
