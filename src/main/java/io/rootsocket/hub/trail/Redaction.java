package io.rootsocket.hub.trail;

import io.rootsocket.hub.trail.redaction.TextRedaction;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of events what may not be stored, and cuts payloads. What it lets pass is stored and shown. Safe to share between
 * threads.
 */
public final class Redaction {

    /** So much of a payload that is not there as a whole is looked at and not kept: a secret may be cut within it. */
    private static final int OVERLAP = 4_096;

    private static final int MAX_TEXT = 2_000;
    private static final int MAX_REMEMBERED = 2_000;
    /** A power of two. */
    private static final int MAX_SEEN = 512;

    private static final int MAX_SEEN_TEXT = 200;

    private final TextRedaction texts;
    private final int payload;
    private final Map<String, String> repeated = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<@Nullable Seen> seen = new AtomicReferenceArray<>(MAX_SEEN);
    /** Another one each time that the secrets are others. */
    private volatile Object secretsOf = new Object();

    /** What became of a short text by these secrets: each takes the place of another one. */
    private record Seen(String text, String redacted, Object secretsOf) {}

    /**
     * @param secrets what must not be stored wherever it stands, such as the hub's own key; asked for each event, so it
     *     should give the same collection while nothing has changed
     */
    public Redaction(TrailSettings settings, Supplier<? extends Collection<String>> secrets) {
        this.texts = new TextRedaction(settings.redacted(), secrets);
        this.payload = settings.payload();
    }

    /** How many bytes of a payload it looks at. */
    public int maxPayloadBytes() {
        return payload + 2 * OVERLAP;
    }

    /** The event as it may be stored. */
    public TrailEvent of(TrailEvent event) {
        refresh();
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
        refresh();
        return payload(raw);
    }

    /** What is only shown is redacted as what is stored. */
    public Map<String, String> shown(Map<String, String> headers) {
        refresh();
        return headers(headers);
    }

    /** What is only shown is redacted as what is stored. */
    public String shown(String words) {
        refresh();
        return text(words);
    }

    /**
     * The same, however long it is: for what goes by and is not kept, such as a line of the log. Why one is left out stands in
     * its place, since a log that is being written cannot be told so.
     */
    public String whole(String words) {
        refresh();
        return texts.redactedLine(words);
    }

    private Step step(Step step) {
        String label = again(step.label());
        return label.equals(step.label()) ? step : new Step(step.id(), label, step.place(), step.took());
    }

    private Map<String, String> headers(Map<String, String> headers) {
        var kept = new HashMap<String, String>();
        headers.forEach((name, value) -> kept.put(name, texts.isSecret(name) ? TextRedaction.MASK : ofAHeader(value)));
        return kept;
    }

    /** Most callers send the same headers each time. */
    private String ofAHeader(String value) {
        if (value.length() > MAX_SEEN_TEXT) {
            return text(value);
        }
        // First: what is redacted by secrets of now may be kept as if by former ones, and not the other way round.
        Object current = secretsOf;
        int place = value.hashCode() & (MAX_SEEN - 1);
        Seen before = seen.get(place);
        if (before != null && before.secretsOf() == current && before.text().equals(value)) {
            return before.redacted();
        }
        String redacted = text(value);
        seen.set(place, new Seen(value, redacted, current));
        return redacted;
    }

    private void refresh() {
        if (texts.refresh()) {
            secretsOf = new Object();
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
        return Cut.text(texts.redacted(Cut.text(text, MAX_TEXT + OVERLAP)), MAX_TEXT);
    }

    private Payload payload(Payload raw) {
        String contentType = again(raw.contentType());
        byte[] given = raw.bytes();
        if (payload == 0 || given.length == 0) {
            return new Payload(contentType, new byte[0], raw.length(), raw.length() == 0);
        }
        byte[] seen = given.length > maxPayloadBytes() ? Arrays.copyOf(given, maxPayloadBytes()) : given;
        PayloadText decoded = PayloadText.of(seen, raw.contentType());
        String redacted = texts.redacted(decoded.text());
        if (redacted.equals(decoded.text()) && raw.whole() && given.length <= payload) {
            return contentType.equals(raw.contentType()) ? raw : new Payload(contentType, given, raw.length());
        }
        if (seen.length < raw.length()) {
            redacted = Cut.text(redacted, Math.max(0, redacted.length() - OVERLAP));
        }
        return new Payload(contentType, decoded.encoded(redacted, payload), raw.length(), false);
    }
}
