package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.cli.screen.Cell;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.cli.screen.Tone;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters for a person's eyes.
 *
 * @param times how times are told
 */
record DeadLetterScreen(Times times) {

    /** So much of an id is told from others at a glance. */
    private static final int SHORT_ID = 8;

    /** One row for each. */
    Table table(List<DeadLetterSummary> letters) {
        Table table =
                Table.of("ID", "KIND", "FAILED", "ROUTE", "CHANNEL", "REASON").none("No dead letters.");
        Set<String> ids = letters.stream().map(DeadLetterSummary::id).collect(Collectors.toSet());
        letters.forEach(letter -> table.row(
                Cell.of(shortest(letter.id(), ids)),
                Cell.of(letter.reason().kind()).toned(Tone.BAD),
                times.cell(letter.failedAt()),
                Cell.of(letter.route()),
                Cell.of(letter.channel() == null ? "-" : letter.channel()),
                Cell.of(letter.reason().message())));
        return table;
    }

    /** As much of an id as tells it from all others. */
    private static String shortest(String id, Collection<String> all) {
        return IntStream.range(SHORT_ID, Math.max(SHORT_ID, id.length()))
                .mapToObj(length -> id.substring(0, Math.min(length, id.length())))
                .filter(beginning -> all.stream().noneMatch(other -> other.startsWith(beginning) && !other.equals(id)))
                .findFirst()
                .orElse(id);
    }

    /** Everything about one letter but its payload. */
    Table sheet(DeadLetter letter) {
        Table sheet = Table.sheet()
                .row("Id", letter.id())
                .row("Kind", Cell.of(letter.reason().kind()).toned(Tone.BAD))
                .row("Reason", letter.reason().message());
        add(sheet, "Status", letter.reason().status());
        add(sheet, "Detail", letter.reason().detail());
        sheet.row("Failed", times.told(letter.failedAt()));
        sheet.row("Accepted", times.told(letter.acceptedAt()));
        sheet.row("Attempts", letter.attempts());
        addFailures(sheet, letter);
        add(sheet, "Channel", letter.channel());
        sheet.row("Route", letter.route()).row("Source", source(letter.source()));
        add(sheet, "Source id", letter.sourceId());
        if (letter.part()) {
            sheet.row("Part", "of what the source brought; it cannot be replayed");
        }
        return sheet.row("Payload", letter.encoding().equals("text") ? "" : letter.encoding());
    }

    /** That there was one is said already; a reason that is the same, too. */
    private void addFailures(Table sheet, DeadLetter letter) {
        if (letter.failures().size() < 2) {
            return;
        }
        letter.failures()
                .forEach(failed -> sheet.row(
                        "",
                        failed.reason().message().equals(letter.reason().message())
                                ? times.told(failed.at())
                                : times.told(failed.at()) + ": "
                                        + failed.reason().message()));
    }

    private static void add(Table sheet, String title, @Nullable Object value) {
        if (value != null) {
            sheet.row(title, value);
        }
    }

    /** Without the options of the endpoint, which are in the route: {@code file:data/inbox}. */
    private static String source(String endpoint) {
        String address = endpoint.replaceFirst("[?].*", "").replaceFirst("^([\\w+.-]+):/{2,3}(?=[^/])", "$1:");
        try {
            return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
