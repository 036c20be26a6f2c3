package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.deadletters.DeadLetter;
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
record NowPage(Hub hub) implements Page {

    /** So many channels are shown; the page of the channels has all. */
    private static final int MOST_CHANNELS = 12;

    /**
     * What the page shows.
     *
     * @param dead how many dead letters there are, by what is to be done about them
     */
    record Now(
            HealthSentence health,
            HubStatus status,
            List<Problem> problems,
            List<Waiting> waiting,
            int moreWaiting,
            DayLanes day,
            long allDead,
            List<Dead> dead) {}

    /**
     * A file that does not run as it is written: where, why, and what to do.
     *
     * @param shown the place without the folder of the routes
     */
    record Problem(String state, String place, String shown, String message, String suggestion) {}

    /** Dead letters of one kind. */
    record Dead(String kind, long count, String advice) {}

    record Waiting(String account, String channel, long depth, Optional<Instant> oldest) {}

    @Override
    public String path() {
        return "/";
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Now");
    }

    @Override
    public View show(Visit visit) {
        HubStatus status = hub.status();
        List<WaitingChannel> waiting = hub.outbox().status().waiting();
        var page = new Now(
                HealthSentence.of(status, visit.now()),
                status,
                status.problems().stream().map(problem -> problem(problem, status.routes().folder())).toList(),
                waiting.stream()
                        .sorted(Comparator.comparing((WaitingChannel channel) ->
                                        channel.oldest().orElse(Instant.MAX))
                                .thenComparing(channel -> channel.channel().toString()))
                        .limit(MOST_CHANNELS)
                        .map(channel -> new Waiting(
                                channel.account(), channel.channel().toString(), channel.depth(), channel.oldest()))
                        .toList(),
                Math.max(0, waiting.size() - MOST_CHANNELS),
                DayLanes.of(hub.schedules(), visit.now(), visit.zone()),
                status.messages().deadLetters().total(),
                status.messages().deadLetters().byKind().entrySet().stream()
                        .map(kind -> new Dead(kind.getKey().name(), kind.getValue(), advice(kind.getKey())))
                        .toList());
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

    private static String advice(DeadLetter.Kind kind) {
        return switch (kind) {
            case retry -> "RootSocket could not be reached or was overloaded: replay them";
            case configuration -> "a setting of the hub is wrong: mend it, then replay them";
            case message -> "RootSocket does not take the message as it is: mend or discard it";
            case ambiguous -> "no answer came, so they may have been delivered";
            case expired -> "it was too late to deliver them";
            case route -> "their route failed: mend it, then replay them";
        };
    }
}
