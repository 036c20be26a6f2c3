package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.trail.Arrived;
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
 * What became of a message that came in, in the words of the terminal's screens.
 *
 * @param tone {@code good}, {@code warn}, {@code bad} or {@code faint}
 * @param word the first word of it
 * @param more why, or how many of which; empty if there is no more to say
 */
record ChainWords(String tone, String word, String more) {

    private static final List<String> WORST_FIRST = List.of("bad", "warn", "good", "faint");

    static ChainWords of(Chain chain) {
        Optional<Handled> handled = chain.handled();
        if (handled.isPresent() && handled.get().result() == Result.FAILED) {
            return new ChainWords("bad", "failed", handled.get().failure().orElse("it is not known why"));
        }
        if (!chain.messages().isEmpty()) {
            return of(chain.messages());
        }
        if (handled.isEmpty()) {
            return new ChainWords("warn", "in its route, or cut off", "");
        }
        return switch (handled.get().result()) {
            case REPEATED -> new ChainWords("faint", "repeated", "it had come before");
            case STOPPED ->
                new ChainWords(
                        "faint",
                        handled.get().failure().isPresent() ? "stopped" : "stopped by its route",
                        handled.get().failure().orElse(""));
            default -> new ChainWords("faint", "handled, no message of its own", "");
        };
    }

    private static ChainWords of(List<SentMessage> sent) {
        Map<String, Long> words = sent.stream()
                .collect(Collectors.groupingBy(ChainWords::word, LinkedHashMap::new, Collectors.counting()));
        String tone = WORST_FIRST.stream()
                .filter(one -> sent.stream().anyMatch(message -> tone(message).equals(one)))
                .findFirst()
                .orElse("faint");
        String why = sent.stream()
                .filter(message -> tone(message).equals("bad"))
                .flatMap(message -> message.end().flatMap(Ended::reason).stream())
                .findFirst()
                .orElse("");
        return new ChainWords(
                tone,
                words.entrySet().stream()
                        .map(word ->
                                sent.size() == 1 ? word.getKey() : "%d %s".formatted(word.getValue(), word.getKey()))
                        .collect(Collectors.joining(", ")),
                why);
    }

    /** What became of one message; {@code waiting} while nothing has. */
    static String word(SentMessage message) {
        return message.end().map(end -> lower(end.end())).orElse("waiting");
    }

    static String tone(SentMessage message) {
        return message.end()
                .map(end -> switch (end.end()) {
                    case DELIVERED -> "good";
                    case DEAD, EXPIRED -> "bad";
                    case REPEATED, DISCARDED -> "faint";
                })
                .orElse("warn");
    }

    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /** The route that took it; empty if that is not known. */
    static String route(Chain chain) {
        return chain.arrived()
                .map(Arrived::route)
                .or(() -> chain.messages().stream()
                        .flatMap(message -> message.accepted().stream())
                        .map(accepted -> accepted.route())
                        .findFirst())
                .orElse("");
    }

    /** The channels that it went to, each once. */
    static List<String> channels(Chain chain) {
        return chain.messages().stream()
                .flatMap(message -> message.accepted().stream())
                .map(accepted -> accepted.channel())
                .distinct()
                .toList();
    }
}
