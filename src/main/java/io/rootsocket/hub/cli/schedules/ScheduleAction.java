package io.rootsocket.hub.cli.schedules;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.WhyOption;
import io.rootsocket.hub.console.api.ActRequest;
import io.rootsocket.hub.console.api.Acted;
import io.rootsocket.hub.console.api.SkipRequest;
import io.rootsocket.hub.text.TimeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;

/** Tells a running hub to do something with a schedule, in the name of who is logged in; returns what to print. */
final class ScheduleAction {

    private ScheduleAction() {}

    static String tell(AdminOptions admin, String route, String act, WhyOption why) throws InterruptedException {
        return "%s: %s".formatted(words(act), tell(admin, route, act, new ActRequest(Invocation.user(), why.text())));
    }

    /** @param act {@code skip} or {@code unskip} */
    static String tell(AdminOptions admin, String route, String act, WhyOption why, Instant occurrence)
            throws InterruptedException {
        String done = tell(admin, route, act, new SkipRequest(occurrence, Invocation.user(), why.text()));
        return "%s: %s at %s".formatted(words(act), done, TimeText.of(occurrence, ZoneId.systemDefault()));
    }

    private static String tell(AdminOptions admin, String route, String act, Object request)
            throws InterruptedException {
        admin.post(path(route, act), request, Acted.class);
        return route;
    }

    /** Where a route is told to do something. */
    static String path(String route, String act) {
        return "/api/schedules/%s/%s"
                .formatted(
                        URLEncoder.encode(route, StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("%7E", "~"),
                        act);
    }

    private static String words(String act) {
        return switch (act) {
            case "run-now" -> "Runs now";
            case "pause" -> "Paused";
            case "resume" -> "Fires again";
            case "skip" -> "Skipped";
            case "backfill-cancel" -> "Backfills no more";
            case "unskip" -> "Not skipped any more";
            default -> act;
        };
    }
}
