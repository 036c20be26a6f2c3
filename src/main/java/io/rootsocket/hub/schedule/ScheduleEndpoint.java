package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.OnHoliday;
import io.rootsocket.hub.schedule.timetable.OnMissed;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.Timetable;
import io.rootsocket.hub.schedule.timetable.WhenText;
import io.rootsocket.hub.schedule.timetable.Zones;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Start a route at the times of a timetable, once on all nodes together, and say what becomes of times that were missed.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "schedule",
        title = "Schedule",
        syntax = "schedule:name",
        consumerOnly = true,
        remote = false,
        category = Category.SCHEDULING)
public class ScheduleEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    private final ScheduleComponent home;
    private @Nullable Timetable timetable;
    private @Nullable FirePolicy policy;
    private volatile Map<String, Set<LocalDate>> calendars = Map.of();

    @UriPath(
            description =
                    "What the schedule is called, for people. What counts is the id of its route; this is it if there is none.")
    @Metadata(required = true)
    private String name = "";

    @UriParam(
            description =
                    "When: one or several of Quartz's cron expressions, with a semicolon between them. Six fields:"
                            + " second, minute, hour, day of month, month, day of week.")
    private @Nullable String cron;

    @UriParam(
            description =
                    "Instead of `cron`: when, in plain words, such as `every weekday at 09:15`, `last day of the month at"
                            + " 10:00` or `every 15 minutes from 9 to 17 on weekdays`; several with a semicolon between them.")
    private @Nullable String when;

    @UriParam(
            javaType = "java.time.Duration",
            description = "Instead of `cron`: an interval, such as 30s, in whole multiples since 1970.")
    private @Nullable Duration every;

    @UriParam(
            description =
                    "The time zone that the expressions are read in, such as Europe/Madrid. Default: the hub's own.")
    private @Nullable String zone;

    @UriParam(
            defaultValue = "fire-once",
            enums = "fire-once,skip,fire-all",
            javaType = "java.lang.String",
            description =
                    "What becomes of times that passed while the hub was down, paused or held up: the latest fires, or"
                            + " none, or each.")
    private String onMissed = OnMissed.FIRE_ONCE.toString();

    @UriParam(
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description = "How late it may still fire. What is later is recorded as missed.")
    private Duration staleAfter = FirePolicy.DEFAULT.staleAfter();

    @UriParam(
            javaType = "java.time.Duration",
            description =
                    "How long after its time all that it sends must be delivered, such as 5m. What is later raises the alarm"
                            + " `schedule.late`; it is delivered all the same.")
    private @Nullable Duration deliverBy;

    @UriParam(
            enums = "allow,skip,queue",
            javaType = "java.lang.String",
            description =
                    "What if the one before is still under way: run beside it, or do not run, or wait. Default: allow;"
                            + " with onMissed=fire-all it is queue, so that they keep their order.")
    private @Nullable String overlap;

    @UriParam(
            javaType = "java.time.Duration",
            description =
                    "Spreads routes that are due at once: each fires up to so much later, always the same for a route.")
    private Duration jitter = Duration.ZERO;

    @UriParam(description = "Not before: a day or a time, such as 2026-12-24T18:00, in the zone.")
    private @Nullable String startAt;

    @UriParam(description = "Not after: a day or a time, such as 2026-12-31T23:59, in the zone.")
    private @Nullable String endAt;

    @UriParam(description = "Not on the days of these named calendars, with commas between them.")
    private @Nullable String calendar;

    @UriParam(description = "Only on the days of these named calendars, with commas between them.")
    private @Nullable String onlyOn;

    @UriParam(
            defaultValue = "skip",
            enums = "skip,next-working-day,previous-working-day",
            javaType = "java.lang.String",
            description =
                    "What becomes of a time on a weekend or an excluded day, or outside of the only days: it is left out,"
                            + " or moves to the same time of a working day. With `skip`, weekends are days as any other.")
    private String onHoliday = OnHoliday.SKIP.toString();

    @UriParam(defaultValue = "5", description = "Of what is due in the same second, the higher fires first.")
    private int priority = FirePolicy.DEFAULT.priority();

    public ScheduleEndpoint(String uri, org.apache.camel.Component owner, ScheduleComponent home) {
        super(uri, owner);
        this.home = home;
    }

    /** Fixes what it is, instead of reading its options. */
    void use(Timetable fixedTimetable, FirePolicy fixedPolicy) {
        this.timetable = fixedTimetable;
        this.policy = fixedPolicy;
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one cannot be read; the message says how it should look
     */
    void readOptions() {
        ZoneId read = Optional.ofNullable(zone).map(Zones::of).orElseGet(home::defaultZone);
        Optional<WhenText> words = words();
        if (deliverBy != null && deliverBy.toMillis() < 1_000) {
            throw new IllegalArgumentException(
                    "`deliverBy` must be at least 1s: so long after its time it is an alarm.");
        }
        if (every != null && every.compareTo(Timetable.MIN_EVERY) < 0) {
            // As the timetable says of an interval; one of nothing is none to it.
            throw new IllegalArgumentException(Timetable.TOO_OFTEN);
        }
        Map<String, Set<LocalDate>> excluding = named(calendar);
        calendars = excluding;
        use(
                new Timetable(
                        words.map(WhenText::crons).orElseGet(this::crons),
                        words.map(WhenText::every)
                                .orElse(Optional.ofNullable(every).orElse(Duration.ZERO)),
                        read,
                        instant(startAt, read),
                        instant(endAt, read),
                        days(excluding),
                        onlyOn == null ? null : days(named(onlyOn)),
                        word("onHoliday", onHoliday, OnHoliday.values())),
                new FirePolicy(
                        word("onMissed", onMissed, OnMissed.values()), staleAfter, overlap(), Duration.ZERO, priority));
    }

    private Optional<WhenText> words() {
        if (when == null) {
            return Optional.empty();
        }
        if (cron != null || every != null) {
            throw new IllegalArgumentException("A schedule needs one of `when`, `cron` and `every`, and not two.");
        }
        try {
            return Optional.of(WhenText.of(when));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The option `when` is `%s`. %s %s".formatted(when, e.getMessage(), WhenText.advice()), e);
        }
    }

    private List<String> crons() {
        // Camel's clocks let a plus stand for a space in a URI.
        return Optional.ofNullable(cron).stream()
                .flatMap(text -> Arrays.stream(text.replace('+', ' ').split(";")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static @Nullable Instant instant(@Nullable String text, ZoneId zone) {
        return text == null ? null : Zones.instant(text, zone);
    }

    private Map<String, Set<LocalDate>> named(@Nullable String calendarNames) {
        var named = new LinkedHashMap<String, Set<LocalDate>>();
        Optional.ofNullable(calendarNames).stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(String::strip)
                .forEach(
                        calendarName -> named.put(calendarName, home.calendars().of(calendarName)));
        return named;
    }

    private static TreeSet<LocalDate> days(Map<String, Set<LocalDate>> calendars) {
        var days = new TreeSet<LocalDate>();
        calendars.values().forEach(days::addAll);
        return days;
    }

    /** The calendars that leave out days, by their names. */
    Map<String, Set<LocalDate>> calendars() {
        return calendars;
    }

    /** Which calendars it goes by, as the end of a sentence. */
    String calendarsInWords() {
        return (calendar == null ? "" : ", not on " + calendar) + (onlyOn == null ? "" : ", only on " + onlyOn);
    }

    private Overlap overlap() {
        if (overlap != null) {
            return word("overlap", overlap, Overlap.values());
        }
        // What runs beside another passes it.
        return onMissed.equals(OnMissed.FIRE_ALL.toString()) ? Overlap.QUEUE : Overlap.ALLOW;
    }

    private static <T> T word(String option, String given, T[] known) {
        return Arrays.stream(known)
                .filter(value -> value.toString().equals(given))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The option `%s` is `%s`, which is none of %s."
                        .formatted(option, given, Arrays.toString(known))));
    }

    /** The schedule of the route that this endpoint starts. */
    RouteSchedule schedule(String route) {
        FirePolicy base = Optional.ofNullable(policy).orElseThrow();
        return new RouteSchedule(
                route,
                Optional.ofNullable(timetable).orElseThrow(),
                new FirePolicy(base.onMissed(), base.staleAfter(), base.overlap(), delay(route), base.priority()),
                Optional.ofNullable(when).map(WhenText::asWritten).orElse(null));
    }

    /** The same, with the calendars read again. */
    RouteSchedule scheduleNow(String route) {
        if (calendar != null || onlyOn != null) {
            readOptions();
        }
        return schedule(route);
    }

    /** The same on all nodes and after each restart, or an occurrence could not be told from its neighbour. */
    private Duration delay(String route) {
        return jitter.isZero()
                ? Duration.ZERO
                : Duration.ofMillis(
                        Math.floorMod(Integer.toUnsignedLong(route.hashCode() * 0x9E3779B9), jitter.toMillis()));
    }

    ScheduleRegister schedules() {
        return home.schedules();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        var consumer = new ScheduleConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("`schedule:` starts routes; nothing can be sent to it.");
    }

    /** Its name is for people: routes with other ids are other schedules. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public @Nullable String getCron() {
        return cron;
    }

    public void setCron(@Nullable String cron) {
        this.cron = cron;
    }

    public @Nullable String getWhen() {
        return when;
    }

    public void setWhen(@Nullable String when) {
        this.when = when;
    }

    public @Nullable Duration getEvery() {
        return every;
    }

    public void setEvery(@Nullable Duration every) {
        this.every = every;
    }

    public @Nullable String getZone() {
        return zone;
    }

    public void setZone(@Nullable String zone) {
        this.zone = zone;
    }

    public String getOnMissed() {
        return onMissed;
    }

    public void setOnMissed(String onMissed) {
        this.onMissed = onMissed;
    }

    public Duration getStaleAfter() {
        return staleAfter;
    }

    public void setStaleAfter(Duration staleAfter) {
        this.staleAfter = staleAfter;
    }

    public @Nullable Duration getDeliverBy() {
        return deliverBy;
    }

    public void setDeliverBy(@Nullable Duration deliverBy) {
        this.deliverBy = deliverBy;
    }

    public @Nullable String getOverlap() {
        return overlap;
    }

    public void setOverlap(@Nullable String overlap) {
        this.overlap = overlap;
    }

    public Duration getJitter() {
        return jitter;
    }

    public void setJitter(Duration jitter) {
        this.jitter = jitter;
    }

    public @Nullable String getStartAt() {
        return startAt;
    }

    public void setStartAt(@Nullable String startAt) {
        this.startAt = startAt;
    }

    public @Nullable String getEndAt() {
        return endAt;
    }

    public void setEndAt(@Nullable String endAt) {
        this.endAt = endAt;
    }

    public @Nullable String getCalendar() {
        return calendar;
    }

    public void setCalendar(@Nullable String calendar) {
        this.calendar = calendar;
    }

    public @Nullable String getOnlyOn() {
        return onlyOn;
    }

    public void setOnlyOn(@Nullable String onlyOn) {
        this.onlyOn = onlyOn;
    }

    public String getOnHoliday() {
        return onHoliday;
    }

    public void setOnHoliday(String onHoliday) {
        this.onHoliday = onHoliday;
    }

    public int getPriority() {
        return priority;
    }

    public void setPriority(int priority) {
        this.priority = priority;
    }
}
