package io.rootsocket.hub.cli;

import static io.rootsocket.hub.cli.SchedulesCommand.text;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.util.Duration;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How schedules are printed. The names are what a person types. */
enum ScheduleFormat {
    text,
    json,
    csv,
    ical;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

    /** What is next. */
    String lines(JsonNode lines) {
        return print(
                lines,
                List.of("route", "next", "zone", "last", "outcome", "says"),
                line -> List.of(
                        text(line, "/route"),
                        line.path("paused").asBoolean() ? "paused" : time(text(line, "/next"), text(line, "/zone")),
                        text(line, "/zone"),
                        time(text(line, "/last/occurrence/scheduledAt"), text(line, "/zone")),
                        outcome(line.path("last")),
                        text(line, "/words")),
                line -> text(line, "/next"));
    }

    /** What is planned. */
    String occurrences(JsonNode occurrences) {
        return print(
                occurrences,
                List.of("instant", "time", "zone", "route", "mark"),
                line -> List.of(
                        text(line, "/at"),
                        time(text(line, "/at"), text(line, "/zone")),
                        text(line, "/zone"),
                        text(line, "/route"),
                        mark(text(line, "/mark"))),
                line -> text(line, "/at"));
    }

    /** What became of what is past. */
    String ledger(JsonNode entries) {
        return print(
                entries,
                List.of("instant", "route", "outcome", "fired", "node", "by", "detail"),
                line -> List.of(
                        text(line, "/occurrence/scheduledAt"),
                        text(line, "/occurrence/route"),
                        outcome(line),
                        text(line, "/firedAt"),
                        text(line, "/node"),
                        text(line, "/askedBy"),
                        text(line, "/detail")),
                line -> text(line, "/occurrence/scheduledAt"));
    }

    /** What a change adds and removes: one line for each route, or, for programs, one for each occurrence. */
    String changes(JsonNode changes) {
        if (this == text) {
            return changes.isEmpty()
                    ? "No schedule would change."
                    : StreamSupport.stream(changes.spliterator(), false)
                            .map(change -> text(change, "/summary"))
                            .collect(Collectors.joining(System.lineSeparator()));
        }
        if (this == json) {
            return changes.toPrettyString();
        }
        ArrayNode occurrences = JsonNodeFactory.instance.arrayNode();
        changes.forEach(change -> {
            change.path("removed").forEach(one -> occurrences.add(((ObjectNode) one).put("change", "removed")));
            change.path("added").forEach(one -> occurrences.add(((ObjectNode) one).put("change", "added")));
        });
        return print(
                occurrences,
                List.of("change", "instant", "time", "zone", "route"),
                line -> List.of(
                        text(line, "/change"),
                        text(line, "/at"),
                        time(text(line, "/at"), text(line, "/zone")),
                        text(line, "/zone"),
                        text(line, "/route")),
                line -> text(line, "/at"));
    }

    private String print(
            JsonNode lines,
            List<String> titles,
            Function<JsonNode, List<String>> cells,
            Function<JsonNode, String> instant) {
        return switch (this) {
            case json -> lines.toPrettyString();
            case ical -> calendar(lines, instant);
            case csv ->
                rows(lines, titles, cells).stream()
                        .map(row -> row.stream().map(ScheduleFormat::quoted).collect(Collectors.joining(",")))
                        .collect(Collectors.joining(System.lineSeparator()));
            case text -> table(rows(lines, titles, cells));
        };
    }

    private static List<List<String>> rows(
            JsonNode lines, List<String> titles, Function<JsonNode, List<String>> cells) {
        var rows = new ArrayList<List<String>>();
        rows.add(titles);
        lines.forEach(line -> rows.add(cells.apply(line)));
        return rows;
    }

    private static String table(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> padded(row, widths)).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String padded(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static String calendar(JsonNode lines, Function<JsonNode, String> instant) {
        var calendar = new ICalendar();
        calendar.setProductId("-//RootSocket Hub//schedules//EN");
        for (JsonNode line : lines) {
            if (instant.apply(line).isEmpty()) {
                continue;
            }
            String route = text(line, "/route").isEmpty() ? text(line, "/occurrence/route") : text(line, "/route");
            var event = new VEvent();
            event.setUid(route + "@" + instant.apply(line));
            event.setSummary(text(line, "/change").isEmpty() ? route : text(line, "/change") + ": " + route);
            event.setDateStart(Date.from(Instant.parse(instant.apply(line))));
            event.setDuration(Duration.builder().minutes(1).build());
            calendar.addEvent(event);
        }
        return Biweekly.write(calendar).go().stripTrailing();
    }

    private static String time(String instant, String zone) {
        return instant.isEmpty() ? "" : TIME.format(Instant.parse(instant).atZone(ZoneId.of(zone)));
    }

    private static String outcome(JsonNode entry) {
        return text(entry, "/outcome").toLowerCase(Locale.ROOT);
    }

    private static String mark(String mark) {
        return switch (mark) {
            case "GAP" -> "the clocks go forward: at the end of the gap";
            case "DOUBLED" -> "the clocks go back: this time comes twice";
            default -> "";
        };
    }
}
