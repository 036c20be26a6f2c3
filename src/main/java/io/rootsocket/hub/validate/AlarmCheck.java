package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import java.util.Set;

/** Checks that alarms are taken and not sent, and that something is expected where it can be silent. For one file. */
final class AlarmCheck {

    private static final Set<String> SCHEDULED = Set.of("schedule", "quartz", "cron");

    private final Findings findings;
    private String begunBy = "";

    AlarmCheck(Findings findings) {
        this.findings = findings;
    }

    /** Told of all endpoints of a file, each route's beginning before its steps. */
    void check(EndpointUse use) {
        if (use.direction() == Direction.FROM) {
            begunBy = use.scheme();
        }
        if (!use.scheme().equals("hub")) {
            return;
        }
        if (use.direction() == Direction.FROM && use.path().equals("expect")) {
            findings.error(
                    Rule.ENDPOINT,
                    use.pathNode(),
                    "Nothing comes from `hub:expect`: it is a step that says how often something must come.",
                    "Begin the route with what brings something, and put `to: hub:expect?every=1h` below its `steps`.");
        } else if (use.direction() != Direction.FROM && use.path().equals("alarms")) {
            findings.error(
                    Rule.ENDPOINT,
                    use.pathNode(),
                    "Nothing can be sent to `hub:alarms`: alarms come from it.",
                    "Begin a route with it. To say what a route expects, write `to: hub:expect?every=1h`.");
        } else if (use.direction() != Direction.FROM && SCHEDULED.contains(begunBy)) {
            findings.warning(
                    Rule.SCHEDULE,
                    use.pathNode(),
                    "This route begins with a schedule, of which the hub knows itself when something must come.",
                    "Write `deliverBy: 5m` at the `schedule:` instead, and it counts each of its times.");
        }
    }
}
