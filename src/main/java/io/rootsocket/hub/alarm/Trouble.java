package io.rootsocket.hub.alarm;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Something that is wrong now.
 *
 * @param topic what it is about
 * @param subject which of its kind, such as the route; with the topic, what tells one trouble from another
 * @param since since when
 * @param what what is wrong, in a sentence or two
 * @param advice what to do about it
 * @param command which command shows more or mends it, without its options for the address
 * @param reference the id that {@code hub explain} knows, of the occurrence, message or dead letter; empty if there is none
 * @param count how many things have gone wrong; when it grows, that is news
 * @param urgent false while nothing is expected, as at night: then it is not said again
 * @param told false for what no route must hear of, because it is about the routes that tell
 */
public record Trouble(
        Topic topic,
        String subject,
        Instant since,
        String what,
        String advice,
        String command,
        Optional<String> reference,
        int count,
        boolean urgent,
        boolean told) {

    /** What the database has room for. */
    private static final int MAX_SUBJECT = 200;

    private static final int MAX_TEXT = 1_000;
    private static final int MAX_REFERENCE = 300;

    public Trouble {
        subject = subject(subject);
        what = shortened(what, MAX_TEXT);
        advice = shortened(advice, MAX_TEXT);
        command = shortened(command, MAX_REFERENCE);
        reference = reference.map(id -> shortened(id, MAX_REFERENCE));
    }

    /** One thing that is wrong, of which people should hear. */
    public static Trouble of(Topic topic, String subject, Instant since, String what, String advice, String command) {
        return new Trouble(topic, subject, since, what, advice, command, Optional.empty(), 1, true, true);
    }

    public Trouble withReference(String id) {
        return new Trouble(topic, subject, since, what, advice, command, Optional.of(id), count, urgent, told);
    }

    public Trouble withCount(int newCount) {
        return new Trouble(topic, subject, since, what, advice, command, reference, newCount, urgent, told);
    }

    Trouble withUrgent(boolean newUrgent) {
        return new Trouble(topic, subject, since, what, advice, command, reference, count, newUrgent, told);
    }

    /** The same, of which no route must hear. */
    public Trouble untold() {
        return new Trouble(topic, subject, since, what, advice, command, reference, count, urgent, false);
    }

    /** The same without what may neither be stored nor told: the words of a failure are a stranger's. */
    Trouble redacted(UnaryOperator<String> redaction) {
        return new Trouble(
                topic,
                redaction.apply(subject),
                since,
                redaction.apply(what),
                advice,
                redaction.apply(command),
                reference.map(redaction),
                count,
                urgent,
                told);
    }

    /** What tells it from every other one. */
    String key() {
        return key(topic.toString(), subject);
    }

    static String key(String topic, String subject) {
        return topic + "/" + subject;
    }

    private static String subject(String text) {
        String clean = clean(text);
        return clean.length() <= MAX_SUBJECT
                ? clean
                : clean.substring(0, MAX_SUBJECT - 40)
                        + "…"
                        + UUID.nameUUIDFromBytes(clean.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(String text, int max) {
        String clean = clean(text);
        return clean.length() <= max ? clean : clean.substring(0, max - 1) + "…";
    }

    /** A database takes no character zero. */
    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
