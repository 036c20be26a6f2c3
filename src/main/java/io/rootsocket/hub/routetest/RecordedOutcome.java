package io.rootsocket.hub.routetest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a version of the routes makes of an input.
 *
 * @param messages the messages of each channel, in order
 * @param sent what goes elsewhere, by URI
 * @param deadLetters why something was given up
 * @param failure why the route failed, if it did
 */
public record RecordedOutcome(
        Map<String, List<String>> messages,
        Map<String, List<String>> sent,
        List<String> deadLetters,
        Optional<String> failure) {

    public RecordedOutcome {
        messages = Map.copyOf(messages);
        sent = Map.copyOf(sent);
        deadLetters = List.copyOf(deadLetters);
    }

    /**
     * What another version makes of the same, line by line: {@code -} is this one, {@code +} the other; empty if no
     * line differs.
     */
    public List<String> difference(RecordedOutcome other) {
        var lines = new ArrayList<String>();
        differences("channel ", messages, other.messages, lines);
        differences("sent to ", sent, other.sent, lines);
        difference("given up", deadLetters, other.deadLetters, lines);
        difference("failed", failure.stream().toList(), other.failure.stream().toList(), lines);
        return lines;
    }

    private static void differences(
            String what, Map<String, List<String>> was, Map<String, List<String>> is, List<String> lines) {
        var names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        names.forEach(name ->
                difference(what + name, was.getOrDefault(name, List.of()), is.getOrDefault(name, List.of()), lines));
    }

    private static void difference(String what, List<String> was, List<String> is, List<String> lines) {
        if (!was.equals(is)) {
            lines.add(what + ":");
            was.forEach(text -> lines.add("- " + text));
            is.forEach(text -> lines.add("+ " + text));
        }
    }
}
