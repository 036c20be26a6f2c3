package io.rootsocket.hub.webhook;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How the bytes of a signature are written. */
enum SignatureEncoding {
    HEX {
        @Override
        String write(byte[] signature) {
            return HexFormat.of().formatHex(signature);
        }

        @Override
        byte[] decode(String written) {
            return HexFormat.of().parseHex(written);
        }
    },
    BASE64 {
        @Override
        String write(byte[] signature) {
            return Base64.getEncoder().encodeToString(signature);
        }

        @Override
        byte[] decode(String written) {
            return Base64.getDecoder().decode(written);
        }
    };

    abstract String write(byte[] signature);

    abstract byte[] decode(String written);

    /** The bytes; empty if none are written, or not in this way. */
    Optional<byte[]> read(String written) {
        try {
            byte[] bytes = decode(written);
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IllegalArgumentException notSo) {
            return Optional.empty();
        }
    }
}
