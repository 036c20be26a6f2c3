package io.rootsocket.hub.alarm;

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
 * The {@code hub:} component: what the hub itself has to say to routes, and they to it. Outside a hub its endpoints can be
 * created and checked; nothing comes from them there, and what they are told they pass over.
 */
@Component("hub")
public class HubComponent extends DefaultComponent {

    @Metadata(
            defaultValue = "routes/calendars",
            description = "The folder of the named calendars: name.yaml, name.yml or name.ics")
    private String calendars = "routes/calendars";

    private @Nullable AlarmRegister alarms;

    public HubComponent() {}

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var endpoint = new HubEndpoint(uri, this);
        endpoint.setName(remaining);
        setProperties(endpoint, parameters);
        if (parameters.isEmpty()) {
            endpoint.readOptions();
        }
        // Else there are unknown options, which Camel is about to say, and one of them may be the misspelt `every`.
        return endpoint;
    }

    /** Connects its endpoints with the hub's alarms. */
    public void use(AlarmRegister hubs) {
        this.alarms = hubs;
    }

    Optional<AlarmRegister> alarms() {
        return Optional.ofNullable(alarms);
    }

    Calendars days() {
        return new Calendars(Path.of(calendars));
    }

    /** The zone of an expectation that names none. */
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
