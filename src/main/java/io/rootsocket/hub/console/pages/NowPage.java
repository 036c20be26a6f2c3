package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.alarm.Alarm;
import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.outbox.WaitingChannel;
import io.rootsocket.hub.routes.RouteProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is going on: how the hub is, what waits, what came and what is coming, and what is wrong. */
record NowPage(Hub hub, DeadLetterIndex letters) implements Page {

    /** So many channels are shown; the page of the channels has all. */
    private static final int MAX_CHANNELS = 12;

    private static final int MAX_CAUSES = 10;

    /**
     * What the page shows.
     *
     * @param alarms that are raised, the oldest first
     * @param causes of the dead letters, the one that goes on first
     */
    record Now(
            HealthSentence health,
            HubStatus status,
            List<Problem> problems,
            List<WaitingMessages> waiting,
            int moreWaiting,
            DayLanes day,
            long allDead,
            List<DeadLetterGroup> causes,
            int moreCauses,
            List<Alarm> alarms) {}

    /**
     * A file that does not run as it is written: where, why, and what to do.
     *
     * @param shown the place without the folder of the routes
     */
    record Problem(String state, String place, String shown, String message, String suggestion) {}

    record WaitingMessages(String account, String channel, long depth, Optional<Instant> oldest) {}

    @Override
    public String path() {
        return "/";
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Now");
    }

    @Override
    public View show(PageRequest request) {
        HubStatus status = hub.status();
        List<WaitingChannel> waiting = hub.outbox().status().waiting();
        List<Alarm> alarms = hub.alarms().report().raised();
        List<DeadLetterGroup> causes = status.messages().deadLetters().total() == 0
                ? List.of()
                : DeadLetterGroup.of(letters.known().letters(), request.now());
        var page = new Now(
                HealthSentence.of(status, alarms, request.now()),
                status,
                status.problems().stream()
                        .map(problem -> problem(problem, status.routes().folder()))
                        .toList(),
                waiting.stream()
                        .sorted(Comparator.comparing((WaitingChannel channel) ->
                                        channel.oldest().orElse(Instant.MAX))
                                .thenComparing(channel -> channel.channel().toString()))
                        .limit(MAX_CHANNELS)
                        .map(channel -> new WaitingMessages(
                                channel.account(), channel.channel().toString(), channel.depth(), channel.oldest()))
                        .toList(),
                Math.max(0, waiting.size() - MAX_CHANNELS),
                DayLanes.of(hub.schedules(), request.now(), request.zone()),
                status.messages().deadLetters().total(),
                causes.stream().limit(MAX_CAUSES).toList(),
                Math.max(0, causes.size() - MAX_CAUSES),
                alarms);
        return new View("now", "Now", "status", page);
    }

    private static Problem problem(RouteProblem problem, Path folder) {
        String line = problem.line().isPresent() ? ":" + problem.line().getAsInt() : "";
        Path inFolder = problem.file().startsWith(folder) ? folder.relativize(problem.file()) : problem.file();
        return new Problem(
                problem.olderRuns() ? "an older version runs" : "does not run",
                problem.file() + line,
                inFolder + line,
                problem.message(),
                problem.suggestion().orElse(""));
    }
}
