package io.rootsocket.hub.engine.reload;

import io.rootsocket.hub.engine.validate.RouteSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of the folder, as it was read.
 *
 * @param name its path within the folder, with {@code /}
 * @param text what it holds
 * @param hash the SHA-256 of the text, in hex
 */
record SourceFile(String name, String text, String hash) {

    /** Where routes find the settings of their own. */
    static final String PROPERTIES = "application.properties";

    static final String KAMELETS = "kamelets/";
    private static final String KAMELET = ".kamelet.yaml";

    static SourceFile of(String name, byte[] content) {
        return new SourceFile(name, new String(content, StandardCharsets.UTF_8), hash(content));
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** For the checks. */
    RouteSource in(Path folder) {
        return new RouteSource(folder.resolve(name), text);
    }

    boolean isKamelet() {
        return isKamelet(name);
    }

    static boolean isKamelet(String name) {
        return name.startsWith(KAMELETS) && name.endsWith(KAMELET);
    }

    boolean isProperties() {
        return name.equals(PROPERTIES);
    }
}
