package io.rootsocket.hub.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a request's path has only one reading: what a proxy has judged is then what the hub serves. RFC 3986 lets one
 * path be written in many ways; only the plain one is served. No state; safe for threads.
 */
final class NormalPath {

    /** Servers take {@code \} for {@code /}; what is not ASCII has a different escape in each character set. */
    private static final Pattern RAW = Pattern.compile("[!-~&&[^#?\\\\]]*");
    /** Also {@code ..;x}: servers cut the parameter off. */
    private static final Pattern STEP = Pattern.compile("//|/\\.\\.?(?=[/;]|$)");

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final Pattern TWICE = Pattern.compile("%25[0-9a-fA-F]{2}");
    /** Of {@code A-Z a-z 0-9 . _ ~ -}, which mean the same raw. */
    private static final Pattern NEEDLESS =
            Pattern.compile("(?i)%(4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae]|3[0-9]|2[de])");
    /** Control characters, {@code /} and {@code \}. */
    private static final Pattern DANGEROUS = Pattern.compile("(?i)%([01].|7f|2f|5c)");

    private NormalPath() {}

    /**
     * What is wrong with a path, for its caller.
     *
     * @param path as it came, without the query
     * @return empty if it is in normal form
     */
    static Optional<String> fault(String path) {
        if (!path.startsWith("/")) {
            return Optional.of("must begin with `/`");
        }
        if (!RAW.matcher(path).matches()) {
            return Optional.of("has a character that must be escaped");
        }
        if (STEP.matcher(path).find()) {
            return Optional.of("has an empty segment, or `.` or `..` as one");
        }
        return path.indexOf('%') < 0 ? Optional.empty() : faultOfEscapes(path);
    }

    private static Optional<String> faultOfEscapes(String path) {
        if (BROKEN_ESCAPE.matcher(path).find()) {
            return Optional.of("has `%` without two hexadecimal digits");
        }
        if (DANGEROUS.matcher(path).find()) {
            return Optional.of("has an escaped `/`, `\\` or control character");
        }
        if (NEEDLESS.matcher(path).find()) {
            return Optional.of("has an escape for a character that needs none");
        }
        if (TWICE.matcher(path).find()) {
            return Optional.of("is escaped twice");
        }
        return isUtf8(path) ? Optional.empty() : Optional.of("has escapes that are not UTF-8");
    }

    /** Which also refuses characters in more bytes than they need. */
    private static boolean isUtf8(String path) {
        var bytes = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(path, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(path.charAt(i));
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
