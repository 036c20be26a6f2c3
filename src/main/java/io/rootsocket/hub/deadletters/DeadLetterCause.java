package io.rootsocket.hub.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Why letters are dead, without what differs from one to the next: those with the same cause need the same cure.
 *
 * @param kind what to do about it
 * @param status the HTTP status that RootSocket answered, if it answered
 * @param route whose fault it is; null if it lies behind the routes
 * @param text the reason, with an ellipsis for each id, number and quoted value
 */
public record DeadLetterCause(
        DeadLetter.Kind kind,
        @Nullable Integer status,
        @Nullable String route,
        String text) {

    private static final int MAX_TEXT = 300;
    private static final Pattern VALUES = Pattern.compile("\"[^\"]*\"|'[^']*'|[\\w.-]*\\d[\\w.-]*|(?<=: )\\{.*");

    /** The cause of a letter. */
    public static DeadLetterCause of(DeadLetterSummary letter) {
        DeadLetter.Reason reason = letter.reason();
        String head = reason.message().length() > MAX_TEXT ? reason.message().substring(0, MAX_TEXT) : reason.message();
        return new DeadLetterCause(
                reason.kind(),
                reason.status(),
                reason.kind() == DeadLetter.Kind.route ? letter.route() : null,
                VALUES.matcher(head).replaceAll("…"));
    }

    /** What stands for it in an address; the same for as long as it has the same words. */
    public String key() {
        var sum = new CRC32();
        sum.update("%s|%s|%s|%s".formatted(kind, status, route, text).getBytes(StandardCharsets.UTF_8));
        return "%s-%08x".formatted(kind.name(), sum.getValue());
    }

    /** What to do before the letters are sent again. */
    public String cure() {
        return switch (kind) {
            case retry -> "Nothing: send them again once RootSocket answers.";
            case configuration -> "Repair the hub's settings, such as the key, then send them again.";
            case message -> "Edit each and send it, or discard it: RootSocket does not take it as it is.";
            case ambiguous -> "Look whether they arrived; send again those that did not.";
            case expired -> "They came too late. Send them again if they are still worth it.";
            case route -> "Repair the route, save it, then send them through it again.";
        };
    }
}
