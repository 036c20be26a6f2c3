package io.rootsocket.hub.replay;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a replay would send, counted before anything is sent.
 *
 * @param toSend how many would be sent
 * @param partial how many are left out, as they are kept cut or redacted; 0 if they are to be sent as they are kept
 * @param withoutRoute how many are left out, as their route does not run, or it had no id and may be another one now
 * @param turnedAway how many are left out, as their route never saw them: the signature was wrong, say, or they were repeats
 * @param ofItself how many are left out, as the hub began them by itself, by a schedule, a timer or an alarm: such a
 *     one is sent again only to who names its route or kind
 * @param unknown how many are left out, as the trail does not know any more what they began with
 */
public record ReplayPlan(int toSend, int partial, int withoutRoute, int turnedAway, int ofItself, int unknown) {

    /** For example {@code 12 to send; left out: 3 kept cut or redacted}. */
    public String inWords() {
        String leftOut = Stream.of(
                        part(partial, "kept cut or redacted"),
                        part(withoutRoute, "whose route does not run, or has no id and is another one now"),
                        part(turnedAway, "turned away before their route"),
                        part(
                                ofItself,
                                "that a schedule, a timer or an alarm began (name the route or the kind to send them)"),
                        part(unknown, "of which the trail does not know the beginning any more"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return "%d to send%s".formatted(toSend, leftOut.isEmpty() ? "" : "; left out: " + leftOut);
    }

    private static Optional<String> part(int count, String words) {
        return count == 0 ? Optional.empty() : Optional.of(count + " " + words);
    }
}
