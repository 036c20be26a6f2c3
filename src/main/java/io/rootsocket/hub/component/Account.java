package io.rootsocket.hub.component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells apart, without a secret, which RootSocket application an endpoint talks to. */
final class Account {

    /** The application that the component's own options name, whatever its key is at the time. */
    static final String DEFAULT = "default";

    private static final int BYTES = 8;

    private Account() {}

    static String of(RootSocketConfiguration own, RootSocketConfiguration ofComponent) {
        String key = own.getKey() == null ? ofComponent.getKey() : own.getKey();
        String identity = identity(own, key);
        return identity.equals(identity(ofComponent, ofComponent.getKey())) ? DEFAULT : digest(identity);
    }

    private static String identity(RootSocketConfiguration configuration, @Nullable String key) {
        String where = Objects.requireNonNullElse(configuration.getApiUrl(), configuration.getRegion());
        return where + "\n" + key;
    }

    private static String digest(String identity) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
