package io.rootsocket.hub.webhook;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys that a signature may have been made with: the one that is in use first, then those before it. Safe for threads. */
final class SigningKeys {

    private final String algorithm;
    private final List<byte[]> keys;

    /** @param algorithm as Java calls it, such as {@code HmacSHA256} */
    SigningKeys(String algorithm, List<byte[]> keys) {
        this.algorithm = algorithm;
        this.keys = List.copyOf(keys);
    }

    /** Whether one of the signatures was made with one of the keys. All are compared, and each in constant time. */
    boolean haveSigned(byte[] content, List<byte[]> signatures) {
        boolean right = false;
        for (byte[] key : keys) {
            byte[] expected = signature(key, content);
            for (byte[] given : signatures) {
                right |= MessageDigest.isEqual(expected, given);
            }
        }
        return right;
    }

    /** Signs with the key in use. */
    byte[] sign(byte[] content) {
        return signature(keys.get(0), content);
    }

    private byte[] signature(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + algorithm, e);
        }
    }
}
