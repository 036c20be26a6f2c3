package io.rootsocket.hub.trail.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes secrets out of texts, whatever they are. Safe to share between threads. */
public final class TextRedaction {

    /** What stands in place of a secret. */
    public static final String MASK = MaskedText.MASK;

    private static final Logger LOG = LoggerFactory.getLogger(TextRedaction.class);

    private static final int SHORTEST_SECRET = 6;

    /** Of what {@link #SECRETS} finds each has one of these, which are searched faster. */
    private static final List<String> LOOKS_OF_SECRETS =
            List.of("eyJ", "earer", "asic", "PRIVATE KEY", "gh", "sk_", "xox", "AKIA");

    /** Secrets that are known by how they look. */
    private static final Pattern SECRETS = Pattern.compile("eyJ[\\w-]{5,}\\.[\\w-]{5,}(?:\\.[\\w-]*)?"
            + "|(?<=[Bb]earer )[\\w.~+/-]{8,}=*|(?<=[Bb]asic )[A-Za-z0-9+/]{8,}=*"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]|-(?!----END))*(?:-----END [A-Z ]*PRIVATE KEY-----)?"
            + "|\\bgh[opsur]_\\w{20,}|\\bsk_(?:live|test)_\\w{8,}|\\bxox[abprs]-[\\w-]{8,}|\\bAKIA[A-Z0-9]{16}\\b");

    private final RedactedNames names;
    private final Supplier<? extends Collection<String>> secrets;
    private volatile Known known = new Known(List.of(), List.of());

    /** What the supplier gave last, and how that may be written. */
    private record Known(Collection<String> given, List<String> written) {}

    /**
     * @param secrets what is a secret wherever it stands, such as the hub's own key; the supplier should give the same
     *     collection while nothing has changed
     */
    public TextRedaction(RedactedNames names, Supplier<? extends Collection<String>> secrets) {
        this.names = names;
        this.secrets = secrets;
    }

    /**
     * Asks for the secrets.
     *
     * @return whether others are known now than before
     */
    public boolean refresh() {
        Collection<String> given = secrets.get();
        if (given == known.given()) {
            return false;
        }
        Set<String> written = new LinkedHashSet<>();
        for (String secret : given) {
            if (secret.length() >= SHORTEST_SECRET) {
                written.add(secret);
                written.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
                written.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            }
        }
        known = new Known(given, List.copyOf(written));
        return true;
    }

    /** Whether the value of what is called so is a secret. */
    public boolean isSecret(String name) {
        return names.has(name);
    }

    /** The text with {@link #MASK} in place of each secret. What a pattern cannot be held against is left out as a whole. */
    public String redacted(String text) {
        try {
            return searched(text);
        } catch (TooSlowException e) {
            LOG.warn("A text is left out of the trail: {}", e.getMessage());
            return MASK;
        }
    }

    /** The same for a line of the log, which cannot be told why a text is left out: that stands in its place. */
    public String redactedLine(String line) {
        try {
            return searched(line);
        } catch (TooSlowException e) {
            return "[redacted: %s]".formatted(e.getMessage());
        }
    }

    private String searched(String text) throws TooSlowException {
        // First what has more than one line: of a field of plain text only the first is its value.
        String redacted = looksLikeASecret(text) ? replaced(SECRETS, text) : text;
        redacted = SecretFields.masked(redacted, names::has);
        for (String secret : known.written()) {
            redacted = redacted.replace(secret, MASK);
        }
        for (Pattern pattern : names.patterns()) {
            redacted = replaced(pattern, redacted);
        }
        return redacted;
    }

    private static boolean looksLikeASecret(String text) {
        for (String look : LOOKS_OF_SECRETS) {
            if (text.contains(look)) {
                return true;
            }
        }
        return false;
    }

    private static String replaced(Pattern pattern, String text) throws TooSlowException {
        try {
            return pattern.matcher(new LimitedText(text)).replaceAll(MASK);
        } catch (LimitedText.TooLongException | StackOverflowError e) {
            throw new TooSlowException("%d characters, on which /%s/ of HUB_TRAIL_REDACT takes too long"
                    .formatted(text.length(), pattern));
        }
    }

    /** A pattern would go through a text for too long. */
    private static final class TooSlowException extends Exception {

        private static final long serialVersionUID = 1L;

        private TooSlowException(String message) {
            super(message);
        }
    }
}
