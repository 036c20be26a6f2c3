package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Form;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.hub.ScheduleControl;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.TimeText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Does to schedules what a person asks for, in the words that the terminal has for it. */
record ScheduleActions(ScheduleControl schedules) {

    /** Does something to one schedule. */
    private interface Deed {
        void perform(String route) throws Exception;
    }

    /**
     * Does it to each of them; where one cannot, to the others all the same.
     *
     * @param act a word, and for {@code skip} and {@code unskip} the time of the occurrence after it
     * @throws IllegalArgumentException if there is no such act, or no route
     * @throws IllegalStateException if it could not be done to some; the message says to which, and why
     */
    String perform(String act, List<String> routes, Form form) {
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("Tick the schedules that you mean.");
        }
        String who = form.byAndWhy();
        String[] words = act.split(" ", 2);
        Deed deed = deed(words, who);
        var failures = new ArrayList<String>();
        for (String route : routes) {
            try {
                deed.perform(route);
            } catch (Exception e) {
                failures.add("%s: %s".formatted(route, e.getMessage()));
            }
        }
        String done = said(words, routes);
        if (failures.isEmpty()) {
            return done;
        }
        throw new IllegalStateException(
                failures.size() == routes.size()
                        ? String.join(" ", failures)
                        : "%s But not: %s".formatted(done, String.join(" ", failures)));
    }

    private Deed deed(String[] act, String who) {
        return switch (act[0]) {
            case "run-now" -> route -> schedules.runNow(route, who);
            case "pause" -> route -> schedules.pause(route, who);
            case "resume" -> route -> schedules.resume(route, who);
            case "skip" -> route -> schedules.skip(route, occurrence(act), who);
            case "unskip" -> route -> schedules.unskip(route, occurrence(act), who);
            case "backfill-cancel" -> route -> schedules.cancelBackfill(route, who);
            default -> throw new IllegalArgumentException("There is no act `%s`.".formatted(act[0]));
        };
    }

    private static Instant occurrence(String[] act) {
        if (act.length < 2) {
            throw new IllegalArgumentException("Say which occurrence.");
        }
        return PageRequest.time("occurrence", act[1], ZoneId.systemDefault());
    }

    private String said(String[] act, List<String> routes) {
        String which = routes.size() == 1 ? routes.get(0) : Counted.of(routes.size(), "schedule");
        return switch (act[0]) {
            case "run-now" -> "Runs now: %s.".formatted(which);
            case "pause" -> "Paused: %s.".formatted(which);
            case "resume" -> "Fires again: %s.".formatted(which);
            case "skip" -> "Skipped: %s at %s.".formatted(which, told(act, routes));
            case "unskip" -> "Not skipped any more: %s at %s.".formatted(which, told(act, routes));
            default -> "Backfills no more: %s.".formatted(which);
        };
    }

    private String told(String[] act, List<String> routes) {
        ZoneId zone = schedules.lines().stream()
                .filter(line -> line.route().equals(routes.get(0)))
                .map(line -> line.zone())
                .findFirst()
                .orElseGet(ZoneId::systemDefault);
        return TimeText.of(occurrence(act), zone);
    }
}
