package io.rootsocket.hub.schedule.timetable;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** A cron expression as a person wrote it, checked by Quartz without a scheduler. Immutable. */
public record CronText(String text) {

    /** Every second, minute, hour, day and month by its number, and a list of years. */
    private static final int MAX_LENGTH = 1_000;

    private static final int MAX_SHOWN = 100;

    private static final String CANNOT_BE_READ = "It has what no field of it can be.";

    /** What other crons have names for. */
    private static final Map<String, String> NAMED = Map.of(
            "@yearly", "0 0 0 1 1 ?",
            "@annually", "0 0 0 1 1 ?",
            "@monthly", "0 0 0 1 * ?",
            "@weekly", "0 0 0 ? * SUN",
            "@daily", "0 0 0 * * ?",
            "@midnight", "0 0 0 * * ?",
            "@hourly", "0 0 * * * ?");

    /** Why Quartz does not take it; empty if it does. */
    public Optional<String> mistake() {
        if (text.length() > MAX_LENGTH) {
            return Optional.of("It has %d characters, and at most %d are read.".formatted(text.length(), MAX_LENGTH));
        }
        if (fields().size() == 5) {
            return Optional.of("It has five fields, and six are needed: the first is the second.");
        }
        if (text.strip().startsWith("@")) {
            return Optional.of("Quartz has no names such as `%s`.".formatted(shown()));
        }
        try {
            new CronExpression(text);
            return Optional.empty();
        } catch (ParseException e) {
            // Of what it reads past the end of the text, or is no number, it says only which exception of Java's it
            // was.
            String why = String.valueOf(e.getMessage());
            return Optional.of(why.contains("Exception") ? CANNOT_BE_READ : why);
        } catch (RuntimeException e) {
            return Optional.of(CANNOT_BE_READ);
        }
    }

    /** @throws IllegalArgumentException if Quartz does not take it; the message says why, and what may have been meant */
    public void require() {
        Optional<String> mistake = mistake();
        if (mistake.isPresent()) {
            throw new IllegalArgumentException("The cron expression `%s` is not one: %s%s"
                    .formatted(
                            shown(),
                            mistake.get().replaceFirst("\\.?$", "."),
                            correction().map(" Did you mean `%s`?"::formatted).orElse("")));
        }
    }

    /** What to quote of it. */
    public String shown() {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    /**
     * When it fires next.
     *
     * @return empty if it never will
     * @throws IllegalArgumentException if {@link #mistake()} has one
     */
    public Optional<Instant> nextAfter(Instant instant, ZoneId zone) {
        try {
            var cron = new CronExpression(text);
            cron.setTimeZone(TimeZone.getTimeZone(zone));
            return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(instant)))
                    .map(Date::toInstant);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What was probably meant: the five fields of Unix cron, or two day fields that are both given. */
    public Optional<String> correction() {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Optional<String> named = Optional.ofNullable(NAMED.get(text.strip().toLowerCase(Locale.ROOT)));
        if (named.isPresent()) {
            return named;
        }
        List<String> fields = fields();
        if (fields.size() < 5 || fields.size() > 7) {
            return Optional.empty();
        }
        return UnixCron.forQuartz(fields.size() == 7 ? fields.subList(0, 6) : fields)
                .map(corrected -> String.join(" ", corrected) + (fields.size() == 7 ? " " + fields.get(6) : ""))
                .filter(corrected -> !corrected.equals(text)
                        && new CronText(corrected).mistake().isEmpty());
    }

    /** What it says, in English; the expression itself, if nobody has words for it. */
    static String inWords(String cron) {
        try {
            String words = Described.DESCRIPTOR.describe(Described.PARSER.parse(cron));
            return words.matches("at \\d\\d:\\d\\d") ? "every day " + words : words;
        } catch (IllegalArgumentException e) {
            return cron;
        }
    }

    /** Loaded by who wants words, and not by each hub that starts. */
    private static final class Described {
        private static final CronParser PARSER =
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
        private static final CronDescriptor DESCRIPTOR = CronDescriptor.instance(Locale.ENGLISH);
    }

    private List<String> fields() {
        return List.of(text.strip().split("\\s+"));
    }
}
