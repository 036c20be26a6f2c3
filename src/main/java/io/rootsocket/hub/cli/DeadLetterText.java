package io.rootsocket.hub.cli;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import io.rootsocket.hub.text.Printable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters for a person's eyes. What strangers wrote cannot steer the terminal.
 *
 * @param zone in which times are told
 */
record DeadLetterText(ZoneId zone) {

    private static final List<String> TITLES = List.of("ID", "FAILED AT", "KIND", "CHANNEL", "ROUTE", "REASON");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    private static final String GAP = "  ";
    /** A reason that is cut shorter says nothing; the line then breaks. */
    private static final int SHORTEST_REASON = 20;

    /** One line for each letter under a line of titles, as wide as {@code width} at most where that can be. */
    List<String> table(List<DeadLetterSummary> letters, OptionalInt width) {
        List<List<String>> rows = new ArrayList<>(List.of(TITLES));
        letters.forEach(letter -> rows.add(row(letter)));
        int last = TITLES.size() - 1;
        int[] widths = IntStream.range(0, last)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        int left = IntStream.of(widths).sum() + last * GAP.length();
        int max = width.isPresent() ? Math.max(SHORTEST_REASON, width.getAsInt() - left) : Integer.MAX_VALUE;
        return rows.stream().map(row -> line(row, widths, max)).toList();
    }

    private List<String> row(DeadLetterSummary letter) {
        return List.of(
                oneLine(letter.id()),
                time(letter.failedAt()),
                letter.reason().kind().name(),
                oneLine(Objects.requireNonNullElse(letter.channel(), "-")),
                oneLine(letter.route()),
                oneLine(letter.reason().message()));
    }

    private static String line(List<String> row, int[] widths, int max) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(GAP);
        }
        String reason = row.get(widths.length);
        return line.append(reason.length() <= max ? reason : reason.substring(0, max - 1) + "…")
                .toString();
    }

    /** Everything about one letter, its payload last. */
    List<String> sheet(DeadLetter letter) {
        List<String> lines = new ArrayList<>();
        add(lines, "id", letter.id());
        add(lines, "failed at", time(letter.failedAt()));
        add(lines, "accepted at", time(letter.acceptedAt()));
        add(lines, "kind", letter.reason().kind().name());
        add(lines, "reason", letter.reason().message());
        add(lines, "status", letter.reason().status());
        add(lines, "detail", letter.reason().detail());
        add(lines, "attempts", letter.attempts());
        letter.failures()
                .forEach(failed -> add(
                        lines, "", time(failed.at()) + "  " + failed.reason().message()));
        add(lines, "channel", letter.channel());
        add(lines, "route", letter.route());
        add(lines, "source", letter.source());
        add(lines, "source id", letter.sourceId());
        if (letter.part()) {
            add(lines, "part", "yes, of what the source brought; it cannot be replayed");
        }
        add(lines, "payload", letter.encoding().equals("text") ? "" : letter.encoding());
        letter.payload().lines().map(Printable::marked).forEach(lines::add);
        return lines;
    }

    private static void add(List<String> lines, String title, @Nullable Object value) {
        if (value != null) {
            lines.add("%-12s %s".formatted(title, oneLine(value.toString())).stripTrailing());
        }
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    private static String oneLine(String text) {
        return Printable.marked(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
