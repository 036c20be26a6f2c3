package io.rootsocket.hub.trail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a payload, which may have been cut within a character.
 *
 * @param charset how it is written
 */
record PayloadText(String text, Charset charset) {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([\\w.:-]+)");

    /**
     * What is in no charset that can be told is read byte by byte: names and values are found all the same, and nothing is
     * lost.
     */
    static PayloadText of(byte[] bytes, String contentType) {
        Charset charset = charset(contentType, bytes);
        int end = charset == StandardCharsets.UTF_8 ? wholeCharacters(bytes) : bytes.length;
        return new PayloadText(new String(bytes, 0, end, charset), charset);
    }

    /** Another text in the same charset, of at most so many bytes, and of whole characters. */
    byte[] encoded(String other, int maxBytes) {
        ByteBuffer bytes = ByteBuffer.allocate(maxBytes);
        charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(other), bytes, true);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static Charset charset(String contentType, byte[] bytes) {
        var named = CHARSET.matcher(contentType);
        Optional<Charset> said = named.find() ? charset(named.group(1)) : Optional.empty();
        return wide(bytes)
                .or(() -> said.filter(charset -> charset != StandardCharsets.UTF_8))
                .orElseGet(() -> isUtf8(bytes) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private static Optional<Charset> charset(String name) {
        try {
            Charset charset = Charset.forName(name);
            return charset.canEncode() ? Optional.of(charset) : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Charset> wide(byte[] bytes) {
        if (bytes.length < 4) {
            return Optional.empty();
        }
        boolean big =
                bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF || bytes[0] == 0 && bytes[2] == 0 && bytes[1] != 0;
        boolean little =
                bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE || bytes[1] == 0 && bytes[3] == 0 && bytes[0] != 0;
        return big
                ? Optional.of(StandardCharsets.UTF_16BE)
                : little ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, wholeCharacters(bytes)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Without the beginning of a character that was cut. */
    private static int wholeCharacters(byte[] bytes) {
        int end = bytes.length;
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int lead = bytes[bytes.length - back] & 0xFF;
            if (lead >= 0xC0) {
                int needs = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return needs > back ? bytes.length - back : end;
            }
            if (lead < 0x80) {
                return end;
            }
        }
        return end;
    }
}
