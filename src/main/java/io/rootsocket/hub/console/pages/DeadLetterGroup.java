package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.deadletters.DeadLetterCause;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Dead letters with one cause.
 *
 * @param key stands for the cause in an address
 * @param example the reason of the last of them, in full
 * @param cure what to do before they are sent again
 * @param hours how many were given up in each of the last 24 hours, the oldest first
 */
record DeadLetterGroup(
        String key,
        String kind,
        String text,
        String example,
        String cure,
        int count,
        Instant first,
        Instant last,
        List<Integer> hours,
        int lastDay,
        List<String> routes,
        List<String> channels) {

    private static final int HOURS = 24;

    /** The one that goes on first. */
    static List<DeadLetterGroup> of(List<DeadLetterIndex.Letter> letters, Instant now) {
        Map<DeadLetterCause, List<DeadLetterSummary>> byCause = new LinkedHashMap<>();
        letters.forEach(letter -> byCause.computeIfAbsent(letter.cause(), cause -> new ArrayList<>())
                .add(letter.letter()));
        return byCause.entrySet().stream()
                .map(cause -> of(cause.getKey(), cause.getValue(), now))
                .sorted(Comparator.comparing(DeadLetterGroup::last).reversed())
                .toList();
    }

    private static DeadLetterGroup of(DeadLetterCause cause, List<DeadLetterSummary> letters, Instant now) {
        DeadLetterSummary last = letters.stream()
                .max(Comparator.comparing(DeadLetterSummary::failedAt))
                .orElseThrow();
        List<Integer> hours = hours(letters, now);
        return new DeadLetterGroup(
                cause.key(),
                cause.kind().name(),
                cause.text(),
                last.reason().message(),
                cause.cure(),
                letters.size(),
                letters.stream()
                        .map(DeadLetterSummary::failedAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                last.failedAt(),
                hours,
                hours.stream().mapToInt(Integer::intValue).sum(),
                letters.stream()
                        .map(DeadLetterSummary::route)
                        .distinct()
                        .sorted()
                        .toList(),
                letters.stream()
                        .map(DeadLetterSummary::channel)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static List<Integer> hours(List<DeadLetterSummary> letters, Instant now) {
        var hours = new Integer[HOURS];
        Arrays.fill(hours, 0);
        for (DeadLetterSummary letter : letters) {
            long ago = Duration.between(letter.failedAt(), now).toHours();
            if (ago < HOURS) {
                hours[HOURS - 1 - (int) Math.max(0, ago)]++;
            }
        }
        return List.of(hours);
    }
}
