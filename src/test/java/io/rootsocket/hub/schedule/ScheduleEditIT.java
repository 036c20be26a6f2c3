package io.rootsocket.hub.schedule;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files of schedules that are edited and deleted while these fire: each time fires, or the ledger says why not. */
class ScheduleEditIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int SCHEDULES = Trial.count(8, 80);
    private static final int EDITS = Trial.count(2, 6);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(LedgerAudit.sandboxThatForgetsNothing());

    @TempDir
    Path folder;

    private RunningHub start() {
        return RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private static String everySecond(String id, String text, String more) {
        return """
                - route:
                    id: %s
                    from:
                      uri: schedule:case/%s
                      parameters:
                        cron: "* * * * * ?"
                %s
                      steps:
                        - setBody:
                            simple: "%s ${header.CamelRootSocketOccurrence}"
                        - to: rootsocket:message?channel=cases.each
                """.formatted(id, id, more.isEmpty() ? "" : more.indent(8).stripTrailing(), text);
    }

    private void write(String text, String more) {
        route(
                folder,
                "many.yaml",
                IntStream.range(0, SCHEDULES)
                        .mapToObj(i -> everySecond("s" + i, text, more))
                        .collect(Collectors.joining()));
    }

    /** Each row of a route, the earliest first. */
    private List<LedgerEntry> rows(RunningHub hub, String route) {
        return hub.schedules()
                .ledger(Instant.now().minusSeconds(3_600), Instant.now().plusSeconds(60), Optional.of(route));
    }

    private static void awaitThatItRuns() {
        int before = SANDBOX.sandbox().messages("cases.each").size();
        await().atMost(TIMEOUT)
                .until(() -> SANDBOX.sandbox().messages("cases.each").size() > before + SCHEDULES);
    }

    @ManualRow("you edit a file of schedules while they fire")
    @Test
    void editsOfTheTextLoseNoTime() throws Exception {
        write("0", "");
        try (var hub = start()) {
            awaitThatItRuns();
            for (int edit = 1; edit <= EDITS; edit++) {
                write("%d".formatted(edit), "");
                assertThat(hub.reload().reload().result()).isIn(Result.APPLIED, Result.UNCHANGED);
                awaitThatItRuns();
            }
            everyTimeFired(hub);
        }
        writeRow("edits of the text of %d schedules");
    }

    @Test
    void editsOfThePolicyLoseNoTime() throws Exception {
        write("0", "");
        try (var hub = start()) {
            awaitThatItRuns();
            for (int edit = 1; edit <= EDITS; edit++) {
                write("0", "staleAfter: %dm".formatted(10 + edit));
                hub.reload().reload();
                awaitThatItRuns();
            }
            everyTimeFired(hub);
        }
        writeRow("edits of the policy of %d schedules");
    }

    private void writeRow(String name) {
        List<String> keys = SANDBOX.received("cases.each").stream()
                .map(text -> text.replaceFirst(".* ", ""))
                .toList();
        LedgerAudit.of(ScheduleSettings.embedded(folder.resolve("data")), keys)
                .trial(Trial.Fault.EDIT, name.formatted(SCHEDULES), Trial.Recovery.BY_ITSELF)
                .write();
    }

    /** Of what is fired at once, one time may be in the ledger before an earlier one. */
    private void everyTimeFired(RunningHub hub) {
        for (int i = 0; i < SCHEDULES; i++) {
            String route = "s" + i;
            List<Instant> known = times(rows(hub, route));
            Instant first = known.get(0);
            Instant last = known.get(known.size() - 1);
            List<Instant> all = Stream.iterate(first, time -> !time.isAfter(last), time -> time.plusSeconds(1))
                    .toList();
            await().atMost(TIMEOUT).untilAsserted(() -> {
                List<LedgerEntry> rows = rows(hub, route);
                assertThat(rows).as(route).noneMatch(entry -> entry.outcome() == Outcome.MISSED);
                assertThat(times(rows)).as(route).startsWith(all.toArray(Instant[]::new));
            });
        }
    }

    private static List<Instant> times(List<LedgerEntry> rows) {
        return rows.stream().map(entry -> entry.occurrence().scheduledAt()).toList();
    }

    @ManualRow("you delete a schedule while it fires")
    @Test
    void whatIsDeletedWhileItFiresEndsItsRow() throws Exception {
        route(folder, "stays.yaml", everySecond("stays", "stays", ""));
        Path gone = folder.resolve("routes/gone.yaml");
        try (var hub = start()) {
            for (int round = 0; round < EDITS; round++) {
                Files.writeString(gone, everySecond("gone", "gone", ""));
                hub.reload().reload();
                int known = rows(hub, "gone").size();
                await().atMost(TIMEOUT).until(() -> rows(hub, "gone").size() > known);
                long phase = round * 7L;
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(TIMEOUT)
                        .until(() -> Math.floorMod(Instant.now().toEpochMilli() - phase, 1_000) < 4);
                Files.delete(gone);
                hub.reload().reload();
            }
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(rows(hub, "gone"))
                            .extracting(LedgerEntry::outcome)
                            .isSubsetOf(Outcome.DELIVERED, Outcome.MISSED));
            assertThat(rows(hub, "gone")).allSatisfy(entry -> {
                String key = "gone " + entry.occurrence();
                assertThat(SANDBOX.received("cases.each").contains(key))
                        .as(key)
                        .isEqualTo(entry.outcome() == Outcome.DELIVERED);
            });
        }
    }
}
