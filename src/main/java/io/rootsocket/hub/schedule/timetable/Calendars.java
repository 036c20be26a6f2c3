package io.rootsocket.hub.schedule.timetable;

import io.rootsocket.hub.files.OddFileException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Named calendars of days, one file each: {@code name.yaml} or {@code name.yml}, or {@code
 * name.ics}.
 *
 * @param folder where the files are
 */
public record Calendars(Path folder) {

    /** Events that repeat for ever are read up to here: what is due only then is never due. */
    public static final LocalDate HORIZON = EventDays.HORIZON;

    /** Whether there is a calendar of that name, whatever it holds. */
    public boolean has(String name) {
        return file(name).isPresent();
    }

    /** The file of a calendar; none if there is no such calendar. */
    public Optional<Path> file(String name) {
        return Stream.of(".yaml", ".yml", ".ics")
                .map(ending -> folder.resolve(name + ending))
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    /**
     * The days of a calendar.
     *
     * @throws IllegalArgumentException if there is no such calendar, or it cannot be read
     */
    public Set<LocalDate> of(String name) {
        Path file = file(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no calendar `%s`: %s has no %s.yaml and no %s.ics."
                                .formatted(name, folder, name, name)));
        try {
            return CalendarFile.read(file);
        } catch (OddFileException e) {
            throw new IllegalArgumentException(
                    "The calendar `%s` cannot be used: line %d of %s: %s"
                            .formatted(name, e.odd().line(), file, e.odd().sentence()),
                    e);
        }
    }
}
