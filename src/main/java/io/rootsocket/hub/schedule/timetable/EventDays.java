package io.rootsocket.hub.schedule.timetable;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.RecurrenceRule;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import io.rootsocket.hub.schedule.timetable.CalendarFile.OddLineException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The days that the events of an iCalendar touch. */
final class EventDays {

    /** Events that repeat for ever are read up to here, the same today and tomorrow. */
    static final LocalDate HORIZON = LocalDate.of(2051, 1, 1);

    private static final Set<Frequency> OF_DAYS =
            EnumSet.of(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY);

    private final VEvent event;
    private final int line;

    private EventDays(VEvent event, int line) {
        this.event = event;
        this.line = line;
    }

    static Set<LocalDate> of(String text) {
        List<ICalendar> calendars = Biweekly.parse(text).all();
        if (calendars.isEmpty()) {
            throw new OddLineException(1, "It holds no VCALENDAR.", "Export it as an iCalendar.");
        }
        Iterator<Integer> lines = begins(text).iterator();
        var days = new TreeSet<LocalDate>();
        int times = 0;
        for (ICalendar calendar : calendars) {
            for (VEvent event : calendar.getEvents()) {
                times = new EventDays(event, lines.hasNext() ? lines.next() : 1).addTo(days, times);
            }
        }
        return days;
    }

    private static List<Integer> begins(String text) {
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).strip().equalsIgnoreCase("BEGIN:VEVENT"))
                .mapToObj(i -> i + 1)
                .toList();
    }

    /**
     * @param before how often the events before it happen
     * @return how often it and they happen
     */
    private int addTo(TreeSet<LocalDate> days, int before) {
        if (event.getDateStart() == null || event.getDateStart().getValue() == null) {
            throw new OddLineException(line, "This event has no DTSTART.", "Give it one, or delete it.");
        }
        requireDays();
        long length = lengthInDays(event.getDateStart().getValue());
        CalendarFile.requireShort(length, line);
        // Whole days have no zone: read them all in one.
        var begins = event.getDateIterator(TimeZone.getTimeZone(ZoneOffset.UTC));
        int times = before;
        while (begins.hasNext()) {
            LocalDate first = day(begins.next());
            if (!first.isBefore(HORIZON)) {
                return times;
            }
            // A rule may name the same day again and again.
            if (++times > CalendarFile.MAX_DAYS) {
                throw new OddLineException(
                        line,
                        "More than %d events happen up to here.".formatted(CalendarFile.MAX_DAYS),
                        "End what repeats with UNTIL or COUNT.");
            }
            CalendarFile.add(first, first.plusDays(length), days, line);
        }
        return times;
    }

    /** What repeats more often than daily, or is taken back by a rule, has times without number and adds no day. */
    private void requireDays() {
        RecurrenceRule rule = event.getRecurrenceRule();
        if (rule != null
                && rule.getValue() != null
                && (!OF_DAYS.contains(rule.getValue().getFrequency()) || isWithoutStep(rule))) {
            throw new OddLineException(
                    line,
                    "This event repeats more often than daily.",
                    "Let it repeat DAILY, WEEKLY, MONTHLY or YEARLY.");
        }
        if (!event.getExceptionRules().isEmpty()) {
            throw new OddLineException(
                    line, "This event has an EXRULE, which is not read.", "List the days themselves, as EXDATE.");
        }
    }

    private static boolean isWithoutStep(RecurrenceRule rule) {
        Integer interval = rule.getValue().getInterval();
        return (interval != null && interval < 1)
                || !rule.getValue().getByHour().isEmpty()
                || !rule.getValue().getByMinute().isEmpty()
                || !rule.getValue().getBySecond().isEmpty();
    }

    /** The end of an event of whole days is the day after it. */
    private long lengthInDays(ICalDate begin) {
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
