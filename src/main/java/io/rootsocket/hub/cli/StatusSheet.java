package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.screen.Cell;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.cli.screen.Tone;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.hub.HubStatus.Messages;
import io.rootsocket.hub.hub.HubStatus.RootSocket;
import io.rootsocket.hub.log.LogLevel;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.schedule.NextFire;
import io.rootsocket.hub.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person should know of a running hub: the first screen of {@code run}, and {@code status} at any time after.
 *
 * @param times how times are told
 * @param command how the hub's command is called here
 */
record StatusSheet(Times times, String command) {

    private static final int FIRES = 3;

    static String title(HubStatus status) {
        return "RootSocket Hub " + status.version();
    }

    Table of(HubStatus status) {
        Table sheet = Table.sheet();
        if (status.stopping()) {
            sheet.row(
                    "STOPPING",
                    Cell.of("nothing new comes in; what is on its way may finish")
                            .toned(Tone.WARNING));
        }
        addRoutes(sheet, status.routes());
        add(sheet, "Next", fires(status.nextFires()));
        if (!status.paused().isEmpty()) {
            sheet.row("Paused", Cell.of(String.join(", ", status.paused())).toned(Tone.WARNING));
        }
        add(sheet, "Webhooks", status.webhooks());
        addRootSocket(sheet, status.rootSocket());
        addMessages(sheet, status.messages());
        sheet.row("Broker", status.broker());
        add(sheet, "Log levels", status.logLevels().stream().map(this::logLevel).toList());
        sheet.row("Console", "%s/ (health for programs: /observe/health)".formatted(status.admin()));
        return sheet;
    }

    /** The same of a hub that has run for a while. */
    Table later(HubStatus status) {
        return of(status).row("Running", "since " + times.told(status.since()));
    }

    private void addRoutes(Table sheet, HubStatus.Routes routes) {
        sheet.row(
                "Routes",
                "%s, %s running, in %s"
                        .formatted(
                                Counted.of(routes.files(), "file"),
                                Counted.of(routes.running(), "route"),
                                routes.folder()));
        if (!routes.stopped().isEmpty()) {
            sheet.row("STOPPED", Cell.of(String.join(", ", routes.stopped())).toned(Tone.BAD));
        }
        for (RouteProblem problem : routes.problems()) {
            sheet.row(problem.olderRuns() ? "OLD" : "NOT RUN", Cell.of(problem).toned(Tone.BAD));
        }
        routes.notes().forEach(note -> sheet.row("NO EFFECT", Cell.of(note).toned(Tone.WARNING)));
    }

    private List<String> fires(List<NextFire> fires) {
        List<NextFire> first = fires.stream().limit(FIRES).toList();
        int longest =
                first.stream().mapToInt(fire -> fire.routeId().length()).max().orElse(0);
        var lines = new ArrayList<String>();
        first.forEach(fire -> lines.add("%s%s  %s (%s)"
                .formatted(
                        fire.routeId(),
                        " ".repeat(longest - fire.routeId().length()),
                        Times.at(fire.at(), fire.zone()),
                        times.until(fire.at()))));
        if (fires.size() > FIRES) {
            lines.add("and %d more: %s schedules".formatted(fires.size() - FIRES, command));
        }
        return lines;
    }

    private String logLevel(LogLevel log) {
        return "%s: %s until %s, by %s"
                .formatted(
                        log.logger(),
                        log.level(),
                        log.until() == null ? "the next start" : times.told(log.until()),
                        log.by());
    }

    private static void add(Table sheet, String title, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            sheet.row(i == 0 ? title : "", lines.get(i));
        }
    }

    private static void addRootSocket(Table sheet, RootSocket rootSocket) {
        sheet.row(
                "Sends to",
                rootSocket.sandbox() ? rootSocket.url() + " (its own sandbox: open this page)" : rootSocket.url());
        Optional<String> problem = rootSocket.keyProblem();
        if (problem.isPresent()) {
            sheet.row("KEY", Cell.of(problem.get()).toned(Tone.BAD));
        } else if (rootSocket.sandbox()) {
            sheet.row("", "Set ROOTSOCKET_KEY to send to RootSocket itself.");
        } else if (!rootSocket.dryRun()) {
            sheet.row("Key", "taken");
        }
        if (rootSocket.dryRun()) {
            sheet.row("DRY RUN", Cell.of("messages are printed, not sent").toned(Tone.WARNING));
        }
    }

    private void addMessages(Table sheet, Messages messages) {
        sheet.row(
                "Waiting",
                messages.waiting() == 0
                        ? "no message"
                        : Counted.of(messages.waiting(), "message")
                                + messages.oldest()
                                        .map(accepted -> ", the first since " + times.told(accepted))
                                        .orElse(""));
        boolean none = messages.deadLetters().total() == 0;
        sheet.row(
                "Failed",
                none
                        ? "no dead letter"
                        : Cell.of("%s: %s dead-letters list".formatted(messages.deadLetters(), command))
                                .toned(Tone.BAD));
        messages.trouble()
                .forEach(trouble -> sheet.row("TROUBLE", Cell.of(trouble).toned(Tone.BAD)));
    }
}
