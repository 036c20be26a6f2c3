package io.rootsocket.hub.cli.schedules;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.util.Duration;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import io.rootsocket.hub.schedule.timetable.ScheduleChange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How schedules are printed: for a person by a {@link ScheduleScreen}; for programs as the hub answers, or made of its records.
 */
enum ScheduleFormat {
    HUMAN,
    JSON,
    CSV,
    ICAL;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What is printed of one thing.
     *
     * @param cells what a table shows
     * @param at when a calendar has it; none: not at all
     * @param title what a calendar calls it
     */
    private record Row(List<String> cells, @Nullable Instant at, String route, String title) {}

    /** What is next. */
    String lines(JsonNode answer) {
        return print(
                answer,
                List.of("route", "next", "zone", "last", "outcome", "says"),
                () -> rows(answer, ScheduleLine[].class, ScheduleFormat::row));
    }

    private static Row row(ScheduleLine line) {
        Optional<LedgerEntry> last = Optional.ofNullable(line.last());
        List<String> cells = List.of(
                line.route(),
                line.paused() ? "paused" : time(line.next(), line.zone()),
                line.zone().getId(),
                time(last.map(entry -> entry.occurrence().scheduledAt()).orElse(null), line.zone()),
                last.map(entry -> entry.outcome().toString()).orElse(""),
                line.words());
        return new Row(cells, line.next(), line.route(), line.route());
    }

    /** What is planned. */
    String occurrences(JsonNode answer) {
        return print(
                answer,
                List.of("instant", "time", "zone", "route", "mark"),
                () -> rows(answer, PlannedOccurrence[].class, ScheduleFormat::row));
    }

    private static Row row(PlannedOccurrence planned) {
        List<String> cells = List.of(
                planned.at().toString(),
                time(planned.at(), planned.zone()),
                planned.zone().getId(),
                planned.route(),
                Stream.of(
                                Objects.toString(planned.rhythm(), ""),
                                Objects.toString(planned.became(), ""),
                                planned.markInWords())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", ")));
        return new Row(
                cells,
                planned.mark().isLeftOut() || PlannedOccurrence.NOT_FIRED.equals(planned.became())
                        ? null
                        : planned.at(),
                planned.route(),
                planned.rhythm() == null ? planned.route() : planned.route() + ", " + planned.rhythm());
    }

    /** What became of what is past. */
    String ledger(JsonNode answer) {
        return print(
                answer,
                List.of("instant", "route", "outcome", "fired", "node", "by", "detail"),
                () -> rows(answer, LedgerEntry[].class, ScheduleFormat::row));
    }

    private static Row row(LedgerEntry entry) {
        var occurrence = entry.occurrence();
        List<String> cells = List.of(
                occurrence.scheduledAt().toString(),
                occurrence.route(),
                entry.outcome().toString(),
                Objects.toString(entry.firedAt(), ""),
                entry.node(),
                Objects.toString(entry.askedBy(), ""),
                Objects.toString(entry.detail(), ""));
        return new Row(cells, occurrence.scheduledAt(), occurrence.route(), occurrence.route());
    }

    /** What a change adds and removes, one line for each occurrence. */
    String changes(JsonNode answer) {
        return print(
                answer,
                List.of("change", "instant", "time", "zone", "route"),
                () -> Stream.of(AdminOptions.read(answer, ScheduleChange[].class))
                        .flatMap(change -> Stream.concat(
                                change.removed().stream().map(one -> row("removed", one)),
                                change.added().stream().map(one -> row("added", one))))
                        .toList());
    }

    private static Row row(String change, PlannedOccurrence planned) {
        List<String> cells = List.of(
                change,
                planned.at().toString(),
                time(planned.at(), planned.zone()),
                planned.zone().getId(),
                planned.route());
        return new Row(cells, planned.at(), planned.route(), change + ": " + planned.route());
    }

    private static <T> List<Row> rows(JsonNode answer, Class<T[]> type, Function<T, Row> row) {
        return Stream.of(AdminOptions.read(answer, type)).map(row).toList();
    }

    private String print(JsonNode answer, List<String> titles, Supplier<List<Row>> rows) {
        return switch (this) {
            case HUMAN -> throw new IllegalStateException("a screen is for that");
            case JSON -> answer.toPrettyString();
            case ICAL -> calendar(rows.get());
            case CSV ->
                cells(titles, rows.get()).stream()
                        .map(row -> row.stream().map(ScheduleFormat::quoted).collect(Collectors.joining(",")))
                        .collect(Collectors.joining(System.lineSeparator()));
        };
    }

    private static List<List<String>> cells(List<String> titles, List<Row> rows) {
        var cells = new ArrayList<List<String>>();
        cells.add(titles);
        rows.forEach(row -> cells.add(row.cells()));
        return cells;
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static String calendar(List<Row> rows) {
        var calendar = new ICalendar();
        calendar.setProductId("-//RootSocket Hub//schedules//EN");
        for (Row row : rows) {
            if (row.at() == null) {
                continue;
            }
            var event = new VEvent();
            event.setUid(row.route() + "@" + row.at());
            event.setSummary(row.title());
            event.setDateStart(Date.from(row.at()));
            event.setDuration(Duration.builder().minutes(1).build());
            calendar.addEvent(event);
        }
        return Biweekly.write(calendar).go().stripTrailing();
    }

    private static String time(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? "" : TIME.format(instant.atZone(zone));
    }
}
