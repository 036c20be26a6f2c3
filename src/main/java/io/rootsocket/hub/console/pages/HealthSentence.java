package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.alarm.Alarm;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.hub.HubStatus.Messages;
import io.rootsocket.hub.hub.HubStatus.Routes;
import io.rootsocket.hub.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a hub is, in one sentence.
 *
 * @param tone {@code good}, {@code warn} or {@code bad}
 * @param text what it says
 */
record HealthSentence(String tone, String text) {

    /** What waits no longer than that is on its way. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    static HealthSentence of(HubStatus status, List<Alarm> alarms, Instant now) {
        if (status.stopping()) {
            return new HealthSentence(
                    "warn", "The hub is stopping: nothing new comes in, and what is on its way may finish.");
        }
        List<String> bad = bad(status, alarms);
        List<String> odd = odd(status, now);
        if (!bad.isEmpty()) {
            bad.addAll(odd);
            return new HealthSentence("bad", sentence(bad));
        }
        return odd.isEmpty() ? new HealthSentence("good", well(status)) : new HealthSentence("warn", sentence(odd));
    }

    private static List<String> bad(HubStatus status, List<Alarm> alarms) {
        var found = new ArrayList<String>();
        Routes routes = status.routes();
        if (!routes.problems().isEmpty()) {
            found.add("%s not run as written"
                    .formatted(does(
                            routes.problems().stream()
                                    .map(one -> one.file())
                                    .distinct()
                                    .count(),
                            "file")));
        }
        if (!status.messages().trouble().isEmpty()) {
            found.add("messages cannot be kept or delivered as they should");
        }
        if (status.rootSocket().keyProblem().isPresent()) {
            found.add("it is not known that RootSocket takes the key");
        }
        if (!alarms.isEmpty()) {
            found.add(counted(alarms.size(), "alarm is raised", "alarms are raised"));
        }
        long dead = status.messages().deadLetters().total();
        if (dead > 0) {
            found.add("%s for a decision".formatted(counted(dead, "dead letter waits", "dead letters wait")));
        }
        return found;
    }

    private static List<String> odd(HubStatus status, Instant now) {
        var found = new ArrayList<String>();
        if (!status.routes().stopped().isEmpty()) {
            found.add(counted(status.routes().stopped().size(), "route is stopped", "routes are stopped"));
        }
        if (!status.paused().isEmpty()) {
            found.add(counted(status.paused().size(), "schedule is paused", "schedules are paused"));
        }
        Messages messages = status.messages();
        if (messages.oldest()
                .filter(oldest -> oldest.isBefore(now.minus(ON_ITS_WAY)))
                .isPresent()) {
            found.add("%s longer than a minute for delivery"
                    .formatted(counted(messages.waiting(), "message waits", "messages wait")));
        }
        if (status.rootSocket().dryRun()) {
            found.add("messages are printed in the place of being sent");
        }
        return found;
    }

    private static String well(HubStatus status) {
        if (status.routes().running() == 0) {
            return "The hub runs, and has no route yet: put a file into %s."
                    .formatted(status.routes().folder());
        }
        long waiting = status.messages().waiting();
        return "All is well: %s, %s, and there is no dead letter."
                .formatted(
                        counted(status.routes().running(), "route runs", "routes run"),
                        waiting == 0
                                ? "no message waits"
                                : counted(waiting, "message is", "messages are") + " on the way");
    }

    private static String sentence(List<String> parts) {
        String last = parts.get(parts.size() - 1);
        String all = parts.size() == 1
                ? last
                : parts.stream().limit(parts.size() - 1L).collect(Collectors.joining(", ")) + ", and " + last;
        return Character.toUpperCase(all.charAt(0)) + all.substring(1) + ".";
    }

    private static String does(long number, String noun) {
        return Counted.of(number, noun) + (number == 1 ? " does" : " do");
    }

    private static String counted(long number, String one, String many) {
        return Counted.of(number, one, many);
    }
}
