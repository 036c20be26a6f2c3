package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file of the folder, as it was read: routes, kamelets, calendars and settings alike. It knows no folder, so that the same
 * content is equal wherever it comes from: read just now, kept as a generation, or of another version; the hash tells that
 * without a look at the text. {@link #in} makes of it what is checked.
 *
 * @param name its path within the folder, with {@code /}
 * @param text what it holds
 * @param hash the SHA-256 of the text, in hex
 * @param odd why it was not read, if it was not; the text then says so in its stead
 */
public record SourceFile(String name, String text, String hash, Optional<OddFile> odd) {

    /** Where routes find the settings of their own. */
    public static final String PROPERTIES = "application.properties";

    public static final String KAMELETS = "kamelets/";
    static final String KAMELET = ".kamelet.yaml";

    /** Where the tests of routes are, which are run on their own. */
    static final String TESTS = "tests/";

    /** The days on which schedules are not due. */
    public static final String CALENDARS = "calendars/";

    public static SourceFile of(String name, byte[] content) {
        return new SourceFile(name, new String(content, StandardCharsets.UTF_8), hash(content), Optional.empty());
    }

    /** A file that was not read. */
    static SourceFile odd(String name, OddFile odd) {
        String text = "# Not read, line %d: %s%n".formatted(odd.line(), odd.sentence());
        return new SourceFile(name, text, hash(text.getBytes(StandardCharsets.UTF_8)), Optional.of(odd));
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What Camel takes it for: it knows only one ending of YAML. */
    public static String nameForCamel(String name) {
        return name.replaceFirst("\\.yml$", ".yaml");
    }

    /** For the checks. */
    public RouteSource in(Path folder) {
        return new RouteSource(folder.resolve(name), text, odd, name);
    }

    public boolean isKamelet() {
        return isKamelet(name);
    }

    static boolean isKamelet(String name) {
        return name.startsWith(KAMELETS) && name.endsWith(KAMELET);
    }

    boolean isCalendar() {
        return isCalendar(name);
    }

    public static boolean isCalendar(String name) {
        return name.matches(CALENDARS + "[^./][^/]*\\.(ya?ml|ics)");
    }

    public boolean isProperties() {
        return name.equals(PROPERTIES);
    }
}
