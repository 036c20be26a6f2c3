package io.rootsocket.hub.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong now, as the hub knows it.
 *
 * @param raised the alarms that are raised, the oldest first
 * @param lookedAt when the hub last looked; null before the first time
 * @param problem why it cannot look, as when the database is away; null if it can
 * @param untoldSince since when something waits that no route has taken; null if all is told
 * @param tellers the routes that tell of alarms
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlarmReport(
        List<Alarm> raised,
        @Nullable Instant lookedAt,
        @Nullable String problem,
        @Nullable Instant untoldSince,
        List<String> tellers) {

    public AlarmReport {
        raised = List.copyOf(raised);
        tellers = List.copyOf(tellers);
    }

    /** How many of them are as bad as that. */
    public long count(AlarmSeverity severity) {
        return raised.stream().filter(alarm -> alarm.severity() == severity).count();
    }
}
