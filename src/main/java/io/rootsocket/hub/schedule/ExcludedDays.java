package io.rootsocket.hub.schedule;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.util.ICalDate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Named calendars of days on which nothing is due, one file each: {@code name.yaml} or {@code name.yml}, a list of days or
 * of ranges of days ({@code 2026-12-24/2026-12-31}), each alone or as a map with {@code day} and words of your own; or
 * {@code name.ics}, an iCalendar, of which every day that an event touches counts.
 *
 * @param folder where the files are
 */
record ExcludedDays(Path folder) {

    /** Events that repeat for ever are read up to here, the same today and tomorrow. */
    private static final LocalDate HORIZON = LocalDate.of(2051, 1, 1);

    /**
     * The days of a calendar.
     *
     * @throws IllegalArgumentException if there is no such calendar, or it cannot be read
     */
    Set<LocalDate> of(String name) {
        Path file = Stream.of(".yaml", ".yml", ".ics")
                .map(ending -> folder.resolve(name + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no calendar `%s`: %s has no %s.yaml and no %s.ics."
                                .formatted(name, folder, name, name)));
        try {
            return file.toString().endsWith(".ics") ? iCalendar(file) : yaml(file);
        } catch (IOException | YamlEngineException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The calendar %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Set<LocalDate> yaml(Path file) throws IOException {
        Object content = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        if (!(content instanceof List<?> entries)) {
            throw new IllegalArgumentException("it should be a list of days such as `- 2026-12-25`");
        }
        var days = new TreeSet<LocalDate>();
        for (Object entry : entries) {
            Object day = entry instanceof Map<?, ?> map
                    ? Optional.ofNullable(map.get("day")).orElse("")
                    : entry;
            days.addAll(range(String.valueOf(day)));
        }
        return days;
    }

    private static List<LocalDate> range(String text) {
        String[] ends = text.strip().split("/");
        LocalDate first = LocalDate.parse(ends[0].strip());
        LocalDate last = ends.length > 1 ? LocalDate.parse(ends[1].strip()) : first;
        return first.datesUntil(last.plusDays(1)).toList();
    }

    private static Set<LocalDate> iCalendar(Path file) throws IOException {
        List<ICalendar> calendars = Biweekly.parse(Files.readString(file)).all();
        if (calendars.isEmpty()) {
            throw new IllegalArgumentException("it holds no VCALENDAR");
        }
        var days = new TreeSet<LocalDate>();
        calendars.forEach(calendar -> calendar.getEvents().forEach(event -> days.addAll(days(event))));
        return days;
    }

    private static Set<LocalDate> days(VEvent event) {
        var days = new TreeSet<LocalDate>();
        ICalDate begin = event.getDateStart().getValue();
        long length = lengthInDays(event, begin);
        // Whole days have no zone: read them all in one.
        var begins = event.getDateIterator(TimeZone.getTimeZone(ZoneOffset.UTC));
        while (begins.hasNext()) {
            LocalDate first = day(begins.next());
            if (!first.isBefore(HORIZON)) {
                break;
            }
            first.datesUntil(first.plusDays(length)).forEach(days::add);
        }
        return days;
    }

    /** The end of an event of whole days is the day after it. */
    private static long lengthInDays(VEvent event, ICalDate begin) {
        if (event.getDateEnd() == null) {
            return 1;
        }
        LocalDate first = local(begin);
        LocalDate end = local(event.getDateEnd().getValue());
        long days = end.toEpochDay() - first.toEpochDay();
        return Math.max(1, event.getDateEnd().getValue().hasTime() ? days + 1 : days);
    }

    private static LocalDate local(ICalDate date) {
        var parts = date.getRawComponents();
        return parts == null ? day(date) : LocalDate.of(parts.getYear(), parts.getMonth(), parts.getDate());
    }

    private static LocalDate day(Date date) {
        return date.toInstant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
