package io.rootsocket.hub.hub;

import io.rootsocket.hub.alarm.Topic;
import io.rootsocket.hub.alarm.Trouble;
import io.rootsocket.hub.alarm.TroubleSource;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterCounts;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.OneLine;
import io.rootsocket.hub.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The dead letters, by their causes. They are read again when there are more or fewer, and now and then. For one thread.
 *
 * <p>Those of a route that tells of alarms are shown, and told to no route: it would fail with that, too.
 */
final class DeadLetterTroubles implements TroubleSource {

    static final Set<Topic> TOPICS = Set.of(Topic.DEAD_LETTERS);

    private static final int MAX_READ = 1_000;
    /** One may have come for each that went. */
    private static final Duration READ_AGAIN = Duration.ofMinutes(5);

    private static final int MAX_CAUSE = 120;

    private final HubOutbox outbox;
    private final Supplier<Set<String>> tellers;
    private final UnaryOperator<String> redaction;
    private DeadLetterCounts known = DeadLetterCounts.NONE;
    private Instant readAt = Instant.EPOCH;
    private List<Trouble> troubles = List.of();

    /** @param redaction takes a secret out of words, which is not found any more in a part of them */
    DeadLetterTroubles(HubOutbox outbox, Supplier<Set<String>> tellers, UnaryOperator<String> redaction) {
        this.outbox = outbox;
        this.tellers = tellers;
        this.redaction = redaction;
    }

    @Override
    public List<Trouble> look(Instant now) {
        DeadLetterCounts counts = outbox.deadLetterCounts();
        boolean old = readAt.plus(READ_AGAIN).isBefore(now) || readAt.isAfter(now);
        if (!counts.equals(known) || old) {
            troubles = counts.total() == 0 ? List.of() : read();
            known = counts;
            readAt = now;
        }
        return troubles;
    }

    private List<Trouble> read() {
        return outbox.page(DeadLetterFilter.ALL, MAX_READ).letters().stream()
                .collect(Collectors.groupingBy(this::cause))
                .entrySet()
                .stream()
                .map(cause -> trouble(cause.getKey(), cause.getValue()))
                .toList();
    }

    /** What differs from one message to the next is none of the cause. */
    private String cause(DeadLetterSummary letter) {
        String reason =
                words(letter).replaceAll("[0-9A-Fa-f]{8}[0-9A-Fa-f-]{4,}", "…").replaceAll("\\d+", "#");
        return letter.route() + ": " + (reason.length() > MAX_CAUSE ? reason.substring(0, MAX_CAUSE) + "…" : reason);
    }

    private Trouble trouble(String cause, List<DeadLetterSummary> letters) {
        Comparator<DeadLetterSummary> byTime = Comparator.comparing(DeadLetterSummary::failedAt);
        DeadLetterSummary first = letters.stream().min(byTime).orElseThrow();
        DeadLetterSummary last = letters.stream().max(byTime).orElseThrow();
        var trouble = Trouble.of(
                        Topic.DEAD_LETTERS,
                        cause,
                        first.failedAt(),
                        "%s of route %s, the last at %s: %s"
                                .formatted(
                                        Counted.of(letters.size(), "dead letter"),
                                        last.route(),
                                        TimeText.of(
                                                last.failedAt(),
                                                Clock.systemDefaultZone().getZone()),
                                        sentence(words(last))),
                        advice(last.reason().kind()),
                        "hub dead-letters list --route " + last.route())
                .withReference(last.id())
                .withCount(letters.size());
        return tellers.get().contains(last.route()) ? trouble.untold() : trouble;
    }

    private String words(DeadLetterSummary letter) {
        return OneLine.of(redaction.apply(letter.reason().message()));
    }

    private static String sentence(String words) {
        return words.matches("(?s).*[.!?…]") ? words : words + ".";
    }

    private static String advice(DeadLetter.Kind kind) {
        return switch (kind) {
            case retry -> "They may go through now: replay them.";
            case configuration -> "Repair the setting that it names, then replay them.";
            case message -> "Repair the route or the message, then replay them; or discard them.";
            case ambiguous -> "They may have been delivered: see at the receiver before you replay them.";
            case expired -> "They were too late. Discard them, or replay them if late is better than never.";
            case route -> "Mend the route or what it needs, then replay them.";
        };
    }
}
