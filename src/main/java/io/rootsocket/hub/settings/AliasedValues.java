package io.rootsocket.hub.settings;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The values that Camel would read as syntax if they stood in a URI, and the names that stand there in their place. A
 * name tells nothing of its value, and is the same for the same value while the process lives. Safe for threads.
 */
public final class AliasedValues {

    /** Shared by the contexts of a process: what one of them reads, the component of another may ask for. */
    static final AliasedValues OF_THIS_PROCESS = new AliasedValues();

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    /** What arrives as it is, wherever in a URI it stands. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?!RAW)(?:[A-Za-z0-9_.,:/?*=@!()'$;-](?:[A-Za-z0-9 _.,:/?*=@!()'$;-]*[A-Za-z0-9_.,:/?*=@!()'$;-])?)?");

    private static final Pattern NAME = Pattern.compile("odd\\.[0-9a-f]{32}");
    private static final Pattern REFERENCE =
            Pattern.compile("\\$simple\\{properties:(" + NAME + ")}|#property:(" + NAME + ")");

    private final Mac mac;
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Set<String> instances =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private AliasedValues() {
        var salt = new byte[BYTES];
        new SecureRandom().nextBytes(salt);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    public static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches();
    }

    /** The same text, as an object of which {@link #isOne} knows that it came out of a setting. */
    String keep(String value) {
        return values.computeIfAbsent(name(value), name -> {
            // a string of its own: the caller's may also stand in a route
            var instance = new String(value.toCharArray());
            instances.add(instance);
            return instance;
        });
    }

    /** Whether this very object came out of a setting, so that it must not be read again. */
    boolean isOne(String text) {
        return instances.contains(text);
    }

    /** The value with this name. */
    @Nullable
    String named(String name) {
        return values.get(name);
    }

    /**
     * What stands for a value in a URI. Camel finds the value once the URI is taken apart: it fills in {@code #property:}
     * as the last before it sets an option, and Simple in {@code RAW} for options that a component takes itself.
     */
    String reference(String value) {
        keep(value);
        return value.startsWith("#") ? "#property:" + name(value) : "RAW($simple{properties:" + name(value) + "})";
    }

    /** The text with the values in place of what stands for them; empty if nothing in it does. */
    Optional<String> withValues(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.find() ? Optional.of(matcher.replaceAll(this::value)) : Optional.empty();
    }

    private String value(MatchResult reference) {
        String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
        return Matcher.quoteReplacement(values.getOrDefault(name, reference.group()));
    }

    private synchronized String name(String value) {
        byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        return "odd." + HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
