package io.rootsocket.hub.schedule.timetable;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.TextFile;
import io.rootsocket.hub.files.YamlBounds;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A calendar of days on which nothing is due: a YAML list of days or of ranges of days ({@code 2026-12-24/2026-12-31}), each
 * alone or as a map with {@code day} and words of your own; or an iCalendar, of which every day that an event touches
 * counts. What it comes to is bounded, as a schedule looks each day up.
 */
public final class CalendarFile {

    /** The longest range and the longest event. */
    static final int MAX_RANGE_DAYS = 3_660;

    /** More than a century without any day. */
    static final int MAX_DAYS = 50_000;

    private static final String SHORTER = "Exclude at most ten years at once.";

    private CalendarFile() {}

    /** A line that is no day, or one too many. */
    static final class OddLineException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient OddFile odd;

        OddLineException(int line, String message, String suggestion) {
            super(message);
            this.odd = new OddFile(line, message, suggestion);
        }
    }

    /** Why the hub cannot use a file as a calendar; empty if it can. */
    public static Optional<OddFile> problem(Path file) {
        try {
            read(file);
            return Optional.empty();
        } catch (OddFileException e) {
            return Optional.of(e.odd());
        }
    }

    /**
     * The days of a calendar.
     *
     * @throws OddFileException if it is none
     */
    static Set<LocalDate> read(Path file) throws OddFileException {
        try {
            String text = TextFile.read(file);
            return file.toString().endsWith(".ics") ? EventDays.of(text) : yaml(file, text);
        } catch (NoSuchFileException e) {
            throw new OddFileException(file, new OddFile(1, "It is gone.", "Put it back."));
        } catch (OddLineException e) {
            throw new OddFileException(file, e.odd);
        } catch (RuntimeException | StackOverflowError e) {
            throw new OddFileException(
                    file,
                    new OddFile(
                            1,
                            "It is no calendar that can be read (%s)."
                                    .formatted(e.getClass().getSimpleName()),
                            "Export it again, or write the days as a list in YAML."));
        }
    }

    private static Set<LocalDate> yaml(Path file, String text) throws OddFileException {
        Optional<OddFile> beyond = YamlBounds.beyond(text);
        if (beyond.isPresent()) {
            throw new OddFileException(file, beyond.get());
        }
        var days = new TreeSet<LocalDate>();
        for (Node entry : entries(text)) {
            int line = line(entry.getStartMark());
            add(range(entry, line), days, line);
        }
        return days;
    }

    private static List<Node> entries(String text) {
        var settings = LoadSettings.builder().build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .filter(SequenceNode.class::isInstance)
                    .map(root -> ((SequenceNode) root).getValue())
                    .orElseThrow(() -> new OddLineException(
                            1, "It is no list of days.", "Write it as a list of days such as `- 2026-12-25`."));
        } catch (MarkedYamlEngineException e) {
            throw new OddLineException(
                    line(e.getProblemMark()),
                    "This is not YAML.",
                    "Write it as a list of days such as `- 2026-12-25`.");
        } catch (YamlEngineException e) {
            throw new OddLineException(1, "It is not YAML.", "Write it as a list of days such as `- 2026-12-25`.");
        }
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    /** The first and the last day. */
    private static LocalDate[] range(Node entry, int line) {
        String text = day(entry).strip();
        String[] ends = text.split("/");
        try {
            LocalDate first = LocalDate.parse(ends[0].strip());
            return new LocalDate[] {first, ends.length > 1 ? LocalDate.parse(ends[1].strip()) : first};
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            String shown = text.substring(0, Math.min(text.length(), 40));
            throw new OddLineException(
                    line, "`%s` is no day.".formatted(shown), "Write it as 2026-12-25, or 2026-12-24/2026-12-31.");
        }
    }

    private static String day(Node entry) {
        Node inner = entry instanceof AnchorNode alias ? alias.getRealNode() : entry;
        if (inner instanceof MappingNode map) {
            return map.getValue().stream()
                    .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals("day"))
                    .map(tuple -> tuple.getValueNode() instanceof ScalarNode value ? value.getValue() : "")
                    .findFirst()
                    .orElse("");
        }
        return inner instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static void add(LocalDate[] range, TreeSet<LocalDate> days, int line) {
        if (range[1].isBefore(range[0])) {
            throw new OddLineException(line, "The range ends before it begins.", "Write the earlier day first.");
        }
        requireShort(range[1].toEpochDay() - range[0].toEpochDay() + 1, line);
        add(range[0], range[1].plusDays(1), days, line);
    }

    static void requireShort(long days, int line) {
        if (days > MAX_RANGE_DAYS) {
            throw new OddLineException(line, "%d days are excluded at once here.".formatted(days), SHORTER);
        }
    }

    /** Adds the days before {@code end}. */
    static void add(LocalDate first, LocalDate end, Collection<LocalDate> days, int line) {
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
            days.add(day);
        }
        if (days.size() > MAX_DAYS) {
            throw new OddLineException(
                    line, "More than %d days are excluded up to here.".formatted(MAX_DAYS), "Exclude fewer.");
        }
    }
}
