package io.rootsocket.hub.cli.messages;

import io.rootsocket.hub.cli.screen.Cell;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.cli.screen.Tone;
import io.rootsocket.hub.console.api.Became;
import io.rootsocket.hub.console.api.MessageAnswer;
import io.rootsocket.hub.console.api.MessageAnswer.Arrival;
import io.rootsocket.hub.console.api.MessageAnswer.Attempt;
import io.rootsocket.hub.console.api.MessageAnswer.EndAnswer;
import io.rootsocket.hub.console.api.MessageAnswer.Handling;
import io.rootsocket.hub.console.api.MessageAnswer.Sent;
import io.rootsocket.hub.console.api.MessageAnswer.Step;
import io.rootsocket.hub.trail.Result;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What went through, for a person's eyes.
 *
 * @param times how times are told
 */
record MessageScreen(Times times) {

    /** So much of an id is told from others at a glance, and found again. */
    private static final int SHORT_ID = 8;

    /** Of a sender's id, which may be of any length, so much is told in a table. */
    private static final int LONG_ID = 32;

    /** Of so many attempts each is told; of more, the first and the last. */
    private static final int MAX_ATTEMPTS = 10;

    private static final String NOTHING = "-";

    /** One row for each. */
    Table table(List<MessageAnswer> messages) {
        return add(
                messages,
                Table.of("ID", "ARRIVED", "FROM", "ROUTE", "CHANNEL", "END").none("No messages."));
    }

    /** The same under a table that was printed before. */
    Table rows(List<MessageAnswer> messages) {
        return add(messages, Table.going(6));
    }

    private Table add(List<MessageAnswer> messages, Table table) {
        Set<String> ids = messages.stream().map(MessageAnswer::id).collect(Collectors.toSet());
        messages.forEach(message -> table.row(
                Cell.of(shortest(message.id(), ids)),
                times.cell(message.begun()),
                from(message),
                Cell.of(route(message).orElse(NOTHING)),
                channels(message),
                end(message)));
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

    private static Cell from(MessageAnswer message) {
        return message.arrived()
                .map(arrived -> {
                    String kind = kind(arrived);
                    return Cell.of(arrived.sourceId()
                                    .map(id -> kind + " " + shortened(id))
                                    .orElse(kind))
                            .briefly(kind);
                })
                .orElse(Cell.of(NOTHING));
    }

    private static String shortened(String id) {
        return id.codePointCount(0, id.length()) <= LONG_ID
                ? id
                : id.substring(0, id.offsetByCodePoints(0, LONG_ID - 1)) + "…";
    }

    private static String kind(Arrival arrived) {
        return arrived.kind().name().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> route(MessageAnswer message) {
        return message.arrived()
                .map(Arrival::route)
                .or(() -> message.sent().stream()
                        .flatMap(sent -> sent.route().stream())
                        .findFirst());
    }

    private static Cell channels(MessageAnswer message) {
        List<String> channels = message.sent().stream()
                .flatMap(sent -> sent.channel().stream())
                .distinct()
                .toList();
        if (channels.isEmpty()) {
            return Cell.of(NOTHING);
        }
        String first = channels.get(0);
        return channels.size() == 1
                ? Cell.of(first)
                : Cell.of(String.join(", ", channels)).briefly("%s +%d".formatted(first, channels.size() - 1));
    }

    /** What became of it, in a few words. */
    private static Cell end(MessageAnswer message) {
        Became became = message.became();
        String whole = became.more().isEmpty() ? became.word() : became.word() + ": " + became.more();
        return Cell.of(whole)
                .briefly(became.word())
                .toned(
                        switch (became.tone()) {
                            case "good" -> Tone.GOOD;
                            case "bad" -> Tone.BAD;
                            case "warn" -> Tone.WARNING;
                            default -> Tone.FAINT;
                        });
    }

    /** How it came in, and what its route did. */
    Table head(MessageAnswer message) {
        Table sheet = Table.sheet().row("Id", message.id());
        message.arrived()
                .ifPresentOrElse(
                        arrived -> addArrival(sheet, arrived),
                        () -> sheet.row("Arrived", "not kept, or before what is kept"));
        message.handled()
                .ifPresentOrElse(
                        handled -> addHandling(sheet, handled),
                        () -> sheet.row(
                                "Route", Cell.of("not done, or not kept").toned(Tone.WARNING)));
        return sheet;
    }

    private void addArrival(Table sheet, Arrival arrived) {
        sheet.row("Arrived", times.told(arrived.at()));
        sheet.row("From", "%s %s".formatted(kind(arrived), arrived.source()));
        arrived.sourceId().ifPresent(id -> sheet.row("Source id", id));
        sheet.row(
                "Route",
                arrived.route()
                        + arrived.place().map(" (%s)"::formatted).orElse("")
                        + arrived.generation().map(", generation %s"::formatted).orElse(""));
        arrived.traceparent().ifPresent(trace -> sheet.row("Trace", trace));
    }

    private void addHandling(Table sheet, Handling handled) {
        sheet.row(
                "Result",
                Cell.of("%s %s".formatted(handled.result().name().toLowerCase(Locale.ROOT), times.told(handled.at())))
                        .toned(handled.result() == Result.FAILED ? Tone.BAD : Tone.PLAIN));
        handled.failure().ifPresent(why -> sheet.row("Why", why));
        handled.status().ifPresent(status -> sheet.row("Answered", status));
    }

    /** The steps that its route took. */
    Table steps(MessageAnswer message) {
        Table table = Table.of("STEP", "TOOK", "PLACE");
        message.handled()
                .map(Handling::steps)
                .orElse(List.of())
                .forEach(step -> table.row(
                        Cell.of(label(step)),
                        Cell.of(length(step.took())),
                        Cell.of(step.place().orElse(NOTHING))));
        return table;
    }

    private static String label(Step step) {
        return step.label().equals(step.id()) || step.label().startsWith(step.id() + " ")
                ? step.label()
                : "%s (%s)".formatted(step.label(), step.id());
    }

    /** What went out for it. */
    Table sent(Sent sent, String exchangeId) {
        Table sheet = Table.sheet();
        if (sent.channel().isPresent()) {
            String account = sent.account()
                    .filter(name -> !name.equals("default"))
                    .map(" of account %s"::formatted)
                    .orElse("");
            sheet.row("Channel", sent.channel().get() + account);
        } else {
            sheet.row(sent.id().equals(exchangeId) ? "All" : "Part", "of what came in, which failed in its route");
        }
        sheet.row(sent.channel().isPresent() ? "Message" : "Id", sent.id());
        sent.accepted().ifPresent(at -> sheet.row("Accepted", times.told(at)));
        sent.expiresAt().ifPresent(at -> sheet.row("Expires", times.told(at)));
        addAttempts(sheet, sent.attempts());
        sent.ends().forEach(end -> sheet.row("End", ending(end)));
        if (sent.ends().isEmpty()) {
            sheet.row("End", Cell.of("waiting").toned(Tone.WARNING));
        }
        sent.deadLetter()
                .ifPresent(id ->
                        sheet.row("Dead letter", "%s; `hub dead-letters replay %s` sends it again".formatted(id, id)));
        return sheet;
    }

    private void addAttempts(Table sheet, List<Attempt> attempts) {
        int left = attempts.size() - MAX_ATTEMPTS;
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            boolean told = left <= 0 || i == 0 || i > left;
            if (told) {
                sheet.row(
                        "Attempt",
                        "%s after %s: %s"
                                .formatted(times.told(attempt.at()), length(attempt.took()), attempt.answer()));
            } else if (i == 1) {
                sheet.row("", "%d more attempts".formatted(left));
            }
        }
    }

    private Cell ending(EndAnswer end) {
        String word = end.end().name().toLowerCase(Locale.ROOT);
        return Cell.of("%s %s%s"
                        .formatted(
                                word,
                                times.told(end.at()),
                                end.reason().map(": "::concat).orElse("")))
                .toned(
                        switch (end.end()) {
                            case DELIVERED -> Tone.GOOD;
                            case DEAD, EXPIRED -> Tone.BAD;
                            case REPEATED, DISCARDED -> Tone.PLAIN;
                        });
    }

    /** About how long, also for what is soon done. */
    static String length(Duration took) {
        if (took.compareTo(Duration.ofSeconds(2)) >= 0) {
            return Times.length(took);
        }
        double millis = took.toNanos() / 1_000_000.0;
        return millis >= 10 ? "%.0f ms".formatted(millis) : "%.1f ms".formatted(millis);
    }
}
