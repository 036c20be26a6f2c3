package io.rootsocket.hub.cli;

import io.rootsocket.hub.console.api.ActRequest;
import io.rootsocket.hub.console.api.Acted;
import io.rootsocket.hub.console.api.SkipRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Tells a running hub to do something with a schedule, in the name of who is logged in; returns what to print. */
final class ScheduleAction {

    private ScheduleAction() {}

    static String tell(AdminOptions admin, String route, String act) throws InterruptedException {
        return tell(admin, route, act, new ActRequest(user()));
    }

    /** @param act {@code skip} or {@code unskip} */
    static String tell(AdminOptions admin, String route, String act, Instant occurrence) throws InterruptedException {
        return tell(admin, route, act, new SkipRequest(occurrence, user()));
    }

    private static String tell(AdminOptions admin, String route, String act, Object request)
            throws InterruptedException {
        String path = "/api/schedules/%s/%s"
                .formatted(
                        URLEncoder.encode(route, StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("%7E", "~"),
                        act);
        Acted done = admin.post(path, request, Acted.class);
        return "%s: %s".formatted(done.act(), done.on());
    }

    private static String user() {
        return System.getProperty("user.name", "somebody");
    }
}
