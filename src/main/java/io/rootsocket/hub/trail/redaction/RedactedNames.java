package io.rootsocket.hub.trail.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is left out of the trail: what has a name that sounds like a secret, what {@code HUB_TRAIL_REDACT} names, and what
 * matches its patterns. Safe to share between threads.
 */
public final class RedactedNames {

    /** Letters and digits of a name, in lower case; the last of it counts, as in {@code stripe_token}. */
    private static final Pattern SECRET = Pattern.compile(".*(password|passwd|passphrase|secret(?!ar)).*"
            + "|.*(pwd|passcode|token|(api|access|private|signing|encryption|account|auth|license)key|authorization"
            + "|credential|cookie|session(id)?|cvv|cvc|jwt|otp)s?"
            + "|auth|pin|pass|bearer");

    private static final Pattern PART = Pattern.compile("/((?:\\\\.|[^/\\\\])+)/|[^\\s,/]+");
    private static final Pattern UNESCAPED = Pattern.compile("\\\\/");
    private static final int MAX_REMEMBERED = 2_000;
    private static final int MAX_NAME_LENGTH = 64;

    private final List<Pattern> names;
    private final List<Pattern> patterns;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    private RedactedNames(List<Pattern> names, List<Pattern> patterns) {
        this.names = List.copyOf(names);
        this.patterns = List.copyOf(patterns);
    }

    /**
     * @param setting names, in which {@code *} stands for anything, and {@code /patterns/}, with commas or blanks in between
     * @throws IllegalArgumentException if one cannot be used
     */
    public static RedactedNames of(String setting) {
        var names = new ArrayList<Pattern>();
        var patterns = new ArrayList<Pattern>();
        Matcher part = PART.matcher(setting);
        while (part.find()) {
            if (part.group(1) == null) {
                names.add(name(part.group()));
            } else {
                patterns.add(pattern(part.group(1)));
            }
        }
        return new RedactedNames(names, patterns);
    }

    private static Pattern name(String name) {
        String[] parts = name.split("\\*", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = folded(parts[i]);
        }
        String all = String.join(".*", parts);
        if (all.isEmpty() || all.equals(".*")) {
            throw new IllegalArgumentException("HUB_TRAIL_REDACT has `%s`, which is no name.".formatted(name));
        }
        return Pattern.compile(all);
    }

    private static Pattern pattern(String regex) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(UNESCAPED.matcher(regex).replaceAll("/"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "HUB_TRAIL_REDACT has /%s/, which is no regular expression: %s."
                            .formatted(regex, e.getDescription()),
                    e);
        }
        if (pattern.matcher("").find()) {
            throw new IllegalArgumentException(
                    "HUB_TRAIL_REDACT has /%s/, which matches a text without a character.".formatted(regex));
        }
        return pattern;
    }

    /** Whether what is called so is left out. */
    boolean has(String name) {
        if (name.length() > MAX_NAME_LENGTH) {
            return isSecret(name);
        }
        Boolean answer = known.get(name);
        if (answer == null) {
            answer = isSecret(name);
            if (known.size() < MAX_REMEMBERED) {
                known.put(name, answer);
            }
        }
        return answer;
    }

    private boolean isSecret(String name) {
        String folded = folded(name);
        return SECRET.matcher(folded).matches()
                || names.stream().anyMatch(own -> own.matcher(folded).matches());
    }

    private static String folded(String name) {
        var folded = new StringBuilder(name.length());
        name.codePoints().filter(Character::isLetterOrDigit).forEach(folded::appendCodePoint);
        return folded.toString().toLowerCase(Locale.ROOT);
    }

    List<Pattern> patterns() {
        return patterns;
    }
}
