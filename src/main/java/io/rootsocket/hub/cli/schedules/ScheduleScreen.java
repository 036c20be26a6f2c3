package io.rootsocket.hub.cli.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.screen.Cell;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.cli.screen.Tone;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import io.rootsocket.hub.schedule.timetable.ScheduleChange;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Schedules for a person's eyes.
 *
 * @param times how times are told
 */
record ScheduleScreen(Times times) {

    /** What is next of each route, and what became of the last. */
    Table lines(JsonNode answer) {
        Table table = Table.of("LAST", "NEXT", "ROUTE", "WHEN").none("No route is scheduled.");
        Stream.of(AdminOptions.read(answer, ScheduleLine[].class))
                .forEach(
                        line -> table.row(last(line.last()), next(line), Cell.of(line.route()), Cell.of(line.words())));
        return table;
    }

    private static Cell last(@Nullable LedgerEntry entry) {
        return entry == null ? Cell.of("-") : outcome(entry.outcome());
    }

    private static Cell outcome(Outcome outcome) {
        Tone tone = outcome.isBad() ? Tone.BAD : outcome.isGood() ? Tone.GOOD : Tone.WARNING;
        return Cell.of(outcome).toned(tone);
    }

    private Cell next(ScheduleLine line) {
        if (line.paused()) {
            return Cell.of("paused").toned(Tone.WARNING);
        }
        return line.next() == null ? Cell.of("never again") : times.coming(line.next(), line.zone());
    }

    /** What is planned, and what would be but for a person or a calendar. */
    Table occurrences(JsonNode answer) {
        Table table = Table.of("STATE", "DUE", "ROUTE", "NOTE").none("Nothing is due in that time.");
        Stream.of(AdminOptions.read(answer, PlannedOccurrence[].class))
                .forEach(planned -> table.row(
                        state(planned),
                        times.cell(planned.at(), planned.zone()),
                        Cell.of(planned.route()),
                        Cell.of(Stream.of(
                                        planned.rhythm() == null ? "" : planned.rhythm(),
                                        planned.movedTo() == null ? "" : "moved to " + planned.movedTo(),
                                        planned.mark().isLeftOut() ? "" : planned.markInWords())
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining(", ")))));
        return table;
    }

    private static Cell state(PlannedOccurrence planned) {
        if (planned.became() != null) {
            Cell became = Cell.of(planned.became());
            return PlannedOccurrence.NOT_FIRED.equals(planned.became()) ? became.toned(Tone.WARNING) : became;
        }
        return planned.mark().isLeftOut() ? Cell.of(planned.markInWords()).toned(Tone.WARNING) : Cell.of("due");
    }

    /** What became of what is past. */
    Table ledger(JsonNode answer) {
        Table table = Table.of("OUTCOME", "DUE", "ROUTE", "DETAIL").none("Nothing was due in that time.");
        Stream.of(AdminOptions.read(answer, LedgerEntry[].class))
                .forEach(entry -> table.row(
                        outcome(entry.outcome()),
                        times.cell(entry.occurrence().scheduledAt()),
                        Cell.of(entry.occurrence().route()),
                        Cell.of(Stream.of(entry.detail(), entry.askedBy() == null ? null : "by " + entry.askedBy())
                                .filter(text -> text != null && !text.isEmpty())
                                .collect(Collectors.joining(", ")))));
        return table;
    }

    /** What a change does to each schedule. */
    Table changes(JsonNode answer) {
        Table table = Table.sentences().none("No schedule would change.");
        Stream.of(AdminOptions.read(answer, ScheduleChange[].class))
                .map(ScheduleChange::summary)
                .forEach(summary -> table.row(Cell.of(summary)));
        return table;
    }
}
