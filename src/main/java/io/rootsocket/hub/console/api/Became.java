package io.rootsocket.hub.console.api;

import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SentMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of a message that came in, in the words of the terminal and of the pages.
 *
 * @param tone {@code good}, {@code warn}, {@code bad} or {@code faint}
 * @param word the first word of it
 * @param more why, or how many of which; empty if there is no more to say
 */
public record Became(String tone, String word, String more) {

    private static final List<String> WORST_FIRST = List.of("bad", "warn", "good", "faint");

    public static Became of(Chain chain) {
        Optional<Handled> handled = chain.handled();
        if (handled.isPresent() && handled.get().result() == Result.FAILED) {
            return new Became("bad", "failed", handled.get().failure().orElse("it is not known why"));
        }
        if (!chain.messages().isEmpty()) {
            return of(chain.messages());
        }
        if (handled.isEmpty()) {
            return new Became("warn", "in its route, or cut off", "");
        }
        return switch (handled.get().result()) {
            case REPEATED -> new Became("faint", "repeated", "it had come before");
            case STOPPED ->
                new Became(
                        "faint",
                        handled.get().failure().isPresent() ? "stopped" : "stopped by its route",
                        handled.get().failure().orElse(""));
            default -> new Became("faint", "handled, no message of its own", "");
        };
    }

    private static Became of(List<SentMessage> sent) {
        Map<String, Long> words =
                sent.stream().collect(Collectors.groupingBy(Became::word, LinkedHashMap::new, Collectors.counting()));
        String tone = WORST_FIRST.stream()
                .filter(one -> sent.stream().anyMatch(message -> tone(message).equals(one)))
                .findFirst()
                .orElse("faint");
        String why = sent.stream()
                .filter(message -> tone(message).equals("bad"))
                .flatMap(message -> message.end().flatMap(Ended::reason).stream())
                .findFirst()
                .orElse("");
        return new Became(
                tone,
                words.entrySet().stream()
                        .map(word ->
                                sent.size() == 1 ? word.getKey() : "%d %s".formatted(word.getValue(), word.getKey()))
                        .collect(Collectors.joining(", ")),
                why);
    }

    /** What became of one message; {@code waiting} while nothing has. */
    public static String word(SentMessage message) {
        return message.end()
                .map(end -> end.end().name().toLowerCase(Locale.ROOT))
                .orElse("waiting");
    }

    /** How good that is. */
    public static String tone(SentMessage message) {
        return message.end()
                .map(end -> switch (end.end()) {
                    case DELIVERED -> "good";
                    case DEAD, EXPIRED -> "bad";
                    case REPEATED, DISCARDED -> "faint";
                })
                .orElse("warn");
    }
}
