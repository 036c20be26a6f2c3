package io.rootsocket.hub.alarm;

import io.rootsocket.hub.schedule.timetable.Zones;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Take the hub's alarms into a route, or say how often something is expected to come through one. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "hub",
        title = "Hub",
        syntax = "hub:name",
        remote = false,
        category = Category.MONITORING,
        headersClass = HubConstants.class)
public class HubEndpoint extends DefaultEndpoint {

    private static final String ALARMS = "alarms";
    private static final String EXPECT = "expect";

    private final HubComponent home;
    private Optional<Expectation> expectation = Optional.empty();

    @UriPath(
            enums = "alarms,expect",
            description =
                    "`alarms`: what is raised, said again and cleared comes from here. `expect`: a step that says how"
                            + " often something must come through its route; else there is an alarm.")
    @Metadata(required = true)
    private String name = "";

    @UriParam(
            label = "consumer",
            defaultValue = "text",
            enums = "text,json",
            javaType = "java.lang.String",
            description = "Whether the body is words for a person, or the whole alarm as JSON.")
    private String format = "text";

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description = "At least so often something must come, such as 15m or 1h.")
    private @Nullable Duration every;

    @UriParam(
            label = "producer",
            description =
                    "Only in this part of the day, such as 08:00-18:00 or 22:00-06:00. Its time counts from its beginning; an"
                            + " interval that is longer means once in each.")
    private @Nullable String between;

    @UriParam(
            label = "producer",
            description = "Only on these days: weekdays, weekends, or names as in mon-fri or sat, sun.")
    private @Nullable String days;

    @UriParam(
            label = "producer",
            description =
                    "The time zone that times and days are read in, such as Europe/Madrid. Default: the hub's own.")
    private @Nullable String zone;

    @UriParam(label = "producer", description = "Not on the days of these named calendars, with commas between them.")
    private @Nullable String calendar;

    @UriParam(label = "producer", description = "Only on the days of these named calendars, with commas between them.")
    private @Nullable String onlyOn;

    public HubEndpoint(String uri, HubComponent component) {
        super(uri, component);
        this.home = component;
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one cannot be read; the message says how it should look
     */
    void readOptions() {
        if (name.equals(ALARMS)) {
            requireWord("format", format, "text", "json");
            return;
        }
        requireWord("name", name, ALARMS, EXPECT);
        if (every == null) {
            throw new IllegalArgumentException(
                    "`hub:expect` needs the option `every`: how often something must come, such as 1h.");
        }
        ZoneId read = zone == null ? home.defaultZone() : Zones.of(zone);
        expectation = Optional.of(new Expectation(
                every,
                between == null ? DailyTimes.WHOLE_DAY : DailyTimes.of(between),
                read,
                days == null ? Set.of() : WeekDays.of(days),
                named(calendar),
                onlyOn == null ? null : named(onlyOn)));
    }

    private static void requireWord(String option, String given, String... known) {
        if (!Arrays.asList(known).contains(given)) {
            throw new IllegalArgumentException(
                    "The option `%s` is `%s`, which is none of %s.".formatted(option, given, Arrays.toString(known)));
        }
    }

    private SortedSet<LocalDate> named(@Nullable String names) {
        var found = new TreeSet<LocalDate>();
        if (names != null) {
            Arrays.stream(names.split(","))
                    .map(String::strip)
                    .forEach(each -> found.addAll(home.days().of(each)));
        }
        return found;
    }

    /** What it expects; empty if it is not a step that does. */
    Optional<Expectation> expectation() {
        return expectation;
    }

    Optional<AlarmRegister> alarms() {
        return home.alarms();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!name.equals(ALARMS)) {
            throw new IllegalArgumentException(
                    "Nothing comes from `hub:%s`. Alarms come from `hub:alarms`.".formatted(name));
        }
        var consumer = new AlarmConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        if (!name.equals(EXPECT)) {
            throw new IllegalArgumentException(
                    "Nothing can be sent to `hub:%s`. A step that expects something is `hub:expect`.".formatted(name));
        }
        return new ExpectProducer(this);
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

    public String getFormat() {
        return format;
    }

    public void setFormat(String format) {
        this.format = format;
    }

    public @Nullable Duration getEvery() {
        return every;
    }

    public void setEvery(@Nullable Duration every) {
        this.every = every;
    }

    public @Nullable String getBetween() {
        return between;
    }

    public void setBetween(@Nullable String between) {
        this.between = between;
    }

    public @Nullable String getDays() {
        return days;
    }

    public void setDays(@Nullable String days) {
        this.days = days;
    }

    public @Nullable String getZone() {
        return zone;
    }

    public void setZone(@Nullable String zone) {
        this.zone = zone;
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
}
