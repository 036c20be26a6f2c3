package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.timetable.CronText;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.Timetable;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.component.cron.api.CamelCronConfiguration;
import org.apache.camel.component.cron.api.CamelCronService;

/** Serves {@code cron:} from the hub's schedules, with the default policy, in the hub's own time zone. */
final class StoredCron implements CamelCronService {

    private final ScheduleComponent component;

    StoredCron(ScheduleComponent component) {
        this.component = component;
    }

    @Override
    public Endpoint createEndpoint(CamelCronConfiguration configuration) {
        String cron = Optional.ofNullable(configuration.getSchedule())
                .orElseThrow(() -> new IllegalArgumentException(
                        "`cron:%s` needs the option `schedule`.".formatted(configuration.getName())));
        var endpoint = new ScheduleEndpoint("cron:" + configuration.getName(), component, component);
        endpoint.setCamelContext(component.getCamelContext());
        endpoint.setName(configuration.getName());
        endpoint.use(Timetable.of(List.of(withSeconds(cron)), component.defaultZone()), FirePolicy.DEFAULT);
        return endpoint;
    }

    /** {@code cron:} also takes the five fields of Unix, with its days. */
    private static String withSeconds(String cron) {
        return cron.strip().split("\\s+").length == 5
                ? new CronText(cron.strip()).correction().orElse("0 " + cron.strip())
                : cron;
    }

    @Override
    public String getId() {
        return "schedule";
    }
}
