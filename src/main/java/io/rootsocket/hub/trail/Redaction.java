package io.rootsocket.hub.trail;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of events what may not be stored, and cuts payloads. What it lets pass is stored and shown. Safe to share between
 * threads.
 */
public final class Redaction {

    private static final Logger LOG = LoggerFactory.getLogger(Redaction.class);

    /** So much of a payload that is not there as a whole is looked at and not kept: a secret may be cut within it. */
    private static final int OVERLAP = 4_096;

    private static final int MAX_TEXT = 2_000;
    private static final int SHORTEST_SECRET = 6;
    private static final int MAX_REMEMBERED = 2_000;

    /** Secrets that are known by how they look. What stands in the first set need only be searched in texts that have it. */
    private static final List<String> LOOKS_OF_SECRETS =
            List.of("eyJ", "earer", "asic", "PRIVATE KEY", "gh", "sk_", "xox", "AKIA");

    private static final Pattern SECRETS = Pattern.compile("eyJ[\\w-]{5,}\\.[\\w-]{5,}(?:\\.[\\w-]*)?"
            + "|(?<=[Bb]earer )[\\w.~+/-]{8,}=*|(?<=[Bb]asic )[A-Za-z0-9+/]{8,}=*"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]|-(?!----END))*(?:-----END [A-Z ]*PRIVATE KEY-----)?"
            + "|\\bgh[opsur]_\\w{20,}|\\bsk_(?:live|test)_\\w{8,}|\\bxox[abprs]-[\\w-]{8,}|\\bAKIA[A-Z0-9]{16}\\b");

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([\\w.:-]+)");

    private final RedactedNames names;
    private final int payload;
    private final Supplier<? extends Collection<String>> secrets;
    private final Map<String, String> repeated = new ConcurrentHashMap<>();
    private volatile Known known = new Known(List.of(), List.of());

    /** What the supplier gave last, and how that may be written. */
    private record Known(Collection<String> given, List<String> written) {}

    /**
     * @param secrets what must not be stored wherever it stands, such as the hub's own key; asked for each event, so it
     *     should give the same collection while nothing has changed
     */
    public Redaction(TrailSettings settings, Supplier<? extends Collection<String>> secrets) {
        this.names = settings.redacted();
        this.payload = settings.payload();
        this.secrets = secrets;
    }

    /** How many bytes of a payload it looks at. */
    public int maxPayloadBytes() {
        return payload + 2 * OVERLAP;
    }

    /** The event as it may be stored. */
    public TrailEvent of(TrailEvent event) {
        learn();
        if (event instanceof Arrived arrived) {
            return new Arrived(
                    arrived.exchangeId(),
                    arrived.at(),
                    arrived.kind(),
                    again(arrived.source()),
                    arrived.sourceId().map(this::text),
                    arrived.route(),
                    arrived.place(),
                    arrived.generation(),
                    payload(arrived.payload()),
                    headers(arrived.headers()),
                    arrived.traceparent());
        }
        if (event instanceof Handled handled) {
            return new Handled(
                    handled.exchangeId(),
                    handled.at(),
                    handled.result(),
                    handled.failure().map(this::text),
                    handled.steps().stream().map(this::step).toList(),
                    handled.status());
        }
        if (event instanceof Accepted accepted) {
            return new Accepted(
                    accepted.messageId(),
                    accepted.exchangeId(),
                    accepted.at(),
                    accepted.account(),
                    accepted.channel(),
                    payload(accepted.payload()),
                    accepted.expiresAt(),
                    accepted.route(),
                    again(accepted.source()),
                    accepted.traceparent());
        }
        if (event instanceof Attempted attempted) {
            return new Attempted(
                    attempted.messageId(),
                    attempted.exchangeId(),
                    attempted.at(),
                    attempted.took(),
                    again(attempted.answer()));
        }
        Ended ended = (Ended) event;
        return new Ended(
                ended.messageId(),
                ended.exchangeId(),
                ended.at(),
                ended.end(),
                ended.reason().map(this::text));
    }

    /** What is only shown is redacted as what is stored. */
    public Payload shown(Payload raw) {
        learn();
        return payload(raw);
    }

    /** What is only shown is redacted as what is stored. */
    public Map<String, String> shown(Map<String, String> headers) {
        learn();
        return headers(headers);
    }

    /** What is only shown is redacted as what is stored. */
    public String shown(String words) {
        learn();
        return text(words);
    }

    /**
     * The same, however long it is: for what goes by and is not kept, such as a line of the log. Why one is left out stands in
     * its place, since a log that is being written cannot be told so.
     */
    public String whole(String words) {
        learn();
        try {
            return searched(words);
        } catch (TooSlowException e) {
            return "[redacted: %s]".formatted(e.getMessage());
        }
    }

    private Step step(Step step) {
        String label = again(step.label());
        return label.equals(step.label()) ? step : new Step(step.id(), label, step.place(), step.took());
    }

    private Map<String, String> headers(Map<String, String> headers) {
        var kept = new HashMap<String, String>();
        headers.forEach((name, value) -> kept.put(name, names.has(name) ? SecretFields.MARK : text(value)));
        return kept;
    }

    private void learn() {
        Collection<String> given = secrets.get();
        if (given != known.given()) {
            Set<String> written = new LinkedHashSet<>();
            for (String secret : given) {
                if (secret.length() >= SHORTEST_SECRET) {
                    written.add(secret);
                    written.add(
                            secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
                    written.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
                }
            }
            known = new Known(given, List.copyOf(written));
            repeated.clear();
        }
    }

    /** Of a text that comes again and again the answer is remembered. */
    private String again(String text) {
        String before = repeated.get(text);
        if (before != null) {
            return before;
        }
        String redacted = text(text);
        if (repeated.size() < MAX_REMEMBERED && text.length() <= MAX_TEXT) {
            repeated.put(text, redacted);
        }
        return redacted;
    }

    private String text(String text) {
        // A secret that is cut would not be found.
        return Cut.text(redacted(Cut.text(text, MAX_TEXT + OVERLAP)), MAX_TEXT);
    }

    /** What a pattern cannot be held against is not stored. */
    private String redacted(String text) {
        try {
            return searched(text);
        } catch (TooSlowException e) {
            LOG.warn("A text is left out of the trail: {}", e.getMessage());
            return SecretFields.MARK;
        }
    }

    private static boolean looksLikeASecret(String text) {
        for (String look : LOOKS_OF_SECRETS) {
            if (text.contains(look)) {
                return true;
            }
        }
        return false;
    }

    private String searched(String text) throws TooSlowException {
        // First what has more than one line: of a field of plain text only the first is its value.
        String redacted = looksLikeASecret(text) ? replaced(SECRETS, text) : text;
        redacted = SecretFields.redacted(redacted, names::has);
        for (String secret : known.written()) {
            redacted = redacted.replace(secret, SecretFields.MARK);
        }
        for (Pattern pattern : names.patterns()) {
            redacted = replaced(pattern, redacted);
        }
        return redacted;
    }

    private static String replaced(Pattern pattern, String text) throws TooSlowException {
        try {
            return pattern.matcher(new LimitedText(text)).replaceAll(SecretFields.MARK);
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

    private Payload payload(Payload raw) {
        String contentType = again(raw.contentType());
        byte[] given = raw.bytes();
        if (payload == 0 || given.length == 0) {
            return new Payload(contentType, new byte[0], raw.length(), raw.length() == 0);
        }
        byte[] seen = given.length > maxPayloadBytes() ? Arrays.copyOf(given, maxPayloadBytes()) : given;
        Charset charset = charset(raw.contentType(), seen);
        String text = decoded(seen, charset);
        String redacted = redacted(text);
        if (redacted.equals(text) && raw.whole() && given.length <= payload) {
            return contentType.equals(raw.contentType()) ? raw : new Payload(contentType, given, raw.length());
        }
        if (seen.length < raw.length()) {
            redacted = Cut.text(redacted, Math.max(0, redacted.length() - OVERLAP));
        }
        return new Payload(contentType, encoded(redacted, charset), raw.length(), false);
    }

    private byte[] encoded(String text, Charset charset) {
        // Room for the character that does not fit any more; the encoder stops before it.
        ByteBuffer bytes = ByteBuffer.allocate(payload);
        charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text), bytes, true);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** What is in none that can be told is read byte by byte: names and values are found all the same, and nothing is lost. */
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

    private static String decoded(byte[] bytes, Charset charset) {
        int end = charset == StandardCharsets.UTF_8 ? wholeCharacters(bytes) : bytes.length;
        return new String(bytes, 0, end, charset);
    }
}
