package io.rootsocket.hub.cli;

import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.schedule.NextFire;
import io.rootsocket.hub.text.Printable;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What {@code run} says once the hub runs: at most ten lines, and one for each file that does not run.
 *
 * @param sandbox whether the hub sends to a sandbox of its own
 * @param clock what "in 3 min" counts from
 */
record FirstScreen(HubSettings settings, HubStatus status, boolean sandbox, Clock clock) {

    private static final int FIRES = 3;
    private static final DateTimeFormatter FIRE = DateTimeFormatter.ofPattern("EEE HH:mm VV", Locale.ENGLISH);

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("RootSocket Hub " + Version.text());
        lines.add(line("Routes", "%d running from %s%s".formatted(status.started(), status.routes(), failed())));
        status.problems()
                .forEach(problem ->
                        lines.add(line(problem.olderRuns() ? "OLD" : "NOT RUN", oneLine(problem.toString()))));
        if (!status.nextFires().isEmpty()) {
            lines.add(line(
                    "Next",
                    status.nextFires().stream().limit(FIRES).map(this::fire).collect(Collectors.joining("; "))));
        }
        if (!status.webhooks().isEmpty()) {
            lines.add(line("Webhooks", String.join("  ", status.webhooks())));
        }
        lines.add(line(
                "Sends to",
                sandbox ? status.rootSocketUrl() + " (its own sandbox: open this page)" : status.rootSocketUrl()));
        status.keyProblem().ifPresent(problem -> lines.add(line("KEY", oneLine(problem))));
        if (sandbox) {
            lines.add(line("", "Set ROOTSOCKET_KEY to send to RootSocket itself."));
        }
        if (settings.dryRun()) {
            lines.add(line("DRY RUN", "messages are printed, not sent"));
        }
        lines.add(line("Broker", status.broker()));
        lines.add(line(
                "Health",
                "http://%s:%d/observe/health; what failed: hub dead-letters list"
                        .formatted(settings.admin().host(), settings.admin().port())));
        lines.add("Ctrl-C stops.");
        return lines;
    }

    private String failed() {
        long older = status.problems().stream().filter(RouteProblem::olderRuns).count();
        long files = status.problems().size() - older;
        return (files == 0 ? "" : ", %d %s not run".formatted(files, files == 1 ? "file does" : "files do"))
                + (older == 0
                        ? ""
                        : ", %d %s in an older version".formatted(older, older == 1 ? "file runs" : "files run"));
    }

    /** A parser's message can have lines of its own, and would push the rest off the screen. */
    private static String oneLine(String problem) {
        return problem.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private String fire(NextFire fire) {
        return "%s %s (%s)"
                .formatted(
                        fire.routeId(),
                        FIRE.format(fire.at().atZone(fire.zone())),
                        in(Duration.between(clock.instant(), fire.at())));
    }

    private static String in(Duration wait) {
        if (wait.toMinutes() < 1) {
            return "in %d s".formatted(Math.max(0, wait.toSeconds()));
        }
        return wait.toHours() < 2 ? "in %d min".formatted(wait.toMinutes()) : "in %d h".formatted(wait.toHours());
    }

    private static String line(String title, String text) {
        return Printable.line("%-9s %s".formatted(title, text));
    }
}
