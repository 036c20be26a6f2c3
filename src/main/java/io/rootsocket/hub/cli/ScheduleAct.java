package io.rootsocket.hub.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Tells a running hub to do something with a schedule, in the name of who is logged in. */
final class ScheduleAct {

    private ScheduleAct() {}

    static String tell(AdminOptions admin, String route, String act) throws InterruptedException {
        return tell(admin, route, act, Map.of());
    }

    /** Returns what to print. */
    static String tell(AdminOptions admin, String route, String act, Map<String, String> more)
            throws InterruptedException {
        var body = new HashMap<>(more);
        body.put("by", System.getProperty("user.name", "somebody"));
        String path = "/api/schedules/%s/%s"
                .formatted(URLEncoder.encode(route, StandardCharsets.UTF_8).replace("+", "%20"), act);
        return "%s: %s".formatted(act, admin.post(path, body).path(act).asText());
    }
}
