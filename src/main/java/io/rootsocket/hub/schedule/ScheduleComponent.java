package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.timetable.Calendars;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The {@code schedule:} component: starts a route at the times of a timetable that survives restarts and is shared by all
 * nodes. Outside a hub its endpoints can be created and checked, but not started.
 */
@Component("schedule")
public class ScheduleComponent extends DefaultComponent {

    @Metadata(
            defaultValue = "routes/calendars",
            description = "The folder of the named calendars of excluded days: name.yaml, name.yml or name.ics")
    private String calendars = "routes/calendars";

    private @Nullable ScheduleRegister schedules;

    public ScheduleComponent() {}

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var endpoint = new ScheduleEndpoint(uri, this, this);
        endpoint.setName(remaining);
        setProperties(endpoint, parameters);
        if (parameters.isEmpty()) {
            endpoint.readOptions();
        }
        // Else there are unknown options, which Camel is about to say, and one of them may be the misspelt `cron`.
        return endpoint;
    }

    /** Connects its endpoints with the hub's schedules. */
    void use(ScheduleRegister hubs) {
        this.schedules = hubs;
    }

    ScheduleRegister schedules() {
        return Optional.ofNullable(schedules)
                .orElseThrow(() -> new IllegalStateException("`schedule:` runs in a hub only. Use `quartz:` here."));
    }

    Calendars calendars() {
        return new Calendars(Path.of(calendars));
    }

    /** The zone of a schedule that names none. */
    ZoneId defaultZone() {
        return ZoneId.systemDefault();
    }

    public String getCalendars() {
        return calendars;
    }

    public void setCalendars(String calendars) {
        this.calendars = calendars;
    }
}
