package io.rootsocket.hub.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import biweekly.Biweekly;
import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private RunningHub hub;
    private final Shell shell = new Shell();

    private static void schedule(Path folder, String id, String cron, String zone) {
        RunningHub.route(folder, id + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: schedule:%s
                      parameters:
                        cron: %s
                        zone: %s
                      steps:
                        - setBody:
                            constant: Hello
                        - to: rootsocket:message?channel=news
                """.formatted(id, id, cron, zone));
    }

    @BeforeEach
    void start() {
        schedule(folder, "announce", "0 30 2 * * ?", "Europe/Madrid");
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private int run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--url=" + hub.adminUrl();
        return shell.run(all);
    }

    @Test
    void showsWhatIsNextInItsZone() {
        assertThat(run("schedules")).isZero();

        assertThat(shell.out()).contains("announce", "02:30:00", "0 30 2 * * ? Europe/Madrid");
    }

    @Test
    void listsEachOccurrenceOfARangeAndMarksWhatTheClocksMove() {
        assertThat(run("schedules", "--from", "2027-03-27T00:00:00Z", "--to", "2027-03-30T00:00:00Z"))
                .isZero();

        assertThat(shell.out().lines().filter(line -> line.startsWith("due"))).hasSize(3);
        assertThat(shell.out()).contains("due    2027-03-28 03:00:00+02").contains("at the end of the gap");

        run("schedules", "--from", "2027-10-31T00:00:00Z", "--to", "2027-11-01T00:00:00Z");
        assertThat(shell.out()).contains("this time comes twice");
    }

    @Test
    void listsThemAsCsvJsonAndICalendar() {
        String[] range = {"schedules", "--from", "2027-01-01", "--to", "2027-01-03", "--format", ""};
        range[6] = "csv";
        assertThat(run(range)).isZero();
        assertThat(shell.out().lines().skip(1)).allMatch(line -> line.split(",", -1).length == 5);

        range[6] = "json";
        assertThat(run(range)).isZero();
        assertThat(shell.out()).contains("\"route\" : \"announce\"", "\"mark\" : \"NONE\"");

        range[6] = "ical";
        assertThat(run(range)).isZero();
        assertThat(Biweekly.parse(shell.out()).first().getEvents())
                .hasSize(2)
                .allMatch(event -> event.getSummary().getValue().equals("announce"));
    }

    @Test
    void doesNotCallDueWhatIsPastAndNeverFired() {
        assertThat(run("schedules", "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-03T00:00:00Z"))
                .isZero();

        assertThat(shell.out().lines().skip(1)).hasSize(2).allMatch(line -> line.startsWith("not fired  2026-01-0"));
    }

    @Test
    void comparesTheRouteThatIsAskedForAlone(@TempDir Path other) {
        schedule(other, "heartbeat", "0 0 12 * * ?", "UTC");
        String routes = other.resolve("routes").toString();

        assertThat(run("schedules", "announce", "--diff", routes)).isZero();
        assertThat(shell.out()).contains("-announce").doesNotContain("heartbeat");
        assertThat(run("schedules", "heartbeat", "--diff", routes)).isZero();
        assertThat(shell.out()).contains("+heartbeat").doesNotContain("announce");
        assertThat(run("schedules", "nobody", "--diff", routes)).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("No route `nobody` is scheduled");
    }

    @Test
    void showsWhatAnotherFolderWouldAddAndRemove(@TempDir Path other) throws IOException {
        String[] diff = {"schedules", "--diff", other.resolve("routes").toString(), "--format", "human"};
        assertThat(run(diff)).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("There is no folder");

        schedule(other, "heartbeat", "0 0 12 * * ?", "UTC");
        assertThat(run(diff)).isZero();
        assertThat(shell.out().lines())
                .satisfiesExactly(
                        gone -> assertThat(gone).isEqualTo("-announce: was 0 30 2 * * ? Europe/Madrid"),
                        added -> assertThat(added)
                                .matches(
                                        "\\+heartbeat: 0 0 12 \\* \\* \\? UTC, next 20\\d\\d-\\d\\d-\\d\\d 12:00:00\\+00"));

        diff[4] = "csv";
        run(diff);
        assertThat(shell.out().lines().skip(1))
                .hasSize(14)
                .anyMatch(line -> line.startsWith("removed,") && line.endsWith(",announce"))
                .anyMatch(line -> line.startsWith("added,") && line.endsWith(",heartbeat"));
        diff[4] = "ical";
        run(diff);
        assertThat(Biweekly.parse(shell.out()).first().getEvents()).hasSize(14);
    }

    @Test
    void saysAfterAReloadWhatItAddsAndRemoves() {
        schedule(folder, "announce", "0 30 2 * * ?; 0 30 3 * * ?", "Europe/Madrid");

        await().atMost(TIMEOUT)
                .until(() -> hub.reload().lastOutcome().orElseThrow().changed().contains("~announce"));
        assertThat(hub.reload().lastOutcome().orElseThrow().notes())
                .singleElement()
                .asString()
                .startsWith(
                        "~announce: 0 30 2 * * ? Europe/Madrid -> 0 30 2 * * ?; 0 30 3 * * ? Europe/Madrid, next 20");
    }

    @Test
    void runsNowAndTellsTheLedgerWhoAsked() {
        assertThat(run("run-now", "announce")).isZero();

        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(run("schedules", "--ledger")).isZero();
            assertThat(shell.out()).contains("delivered", System.getProperty("user.name"), "run now");
        });
        assertThat(SANDBOX.sandbox().messages("news")).hasSize(1);
    }

    @Test
    void pausesResumesAndSkips() {
        assertThat(run("pause", "announce")).isZero();
        run("schedules");
        assertThat(shell.out()).contains("paused");
        assertThat(run("resume", "announce")).isZero();
        run("schedules");
        assertThat(shell.out()).doesNotContain("paused");

        // As a screen shows it.
        assertThat(run("skip", "announce", "2099-01-01 02:30:00+01")).isZero();
        assertThat(shell.out()).startsWith("Skipped: announce at 20");
        assertThat(run("skip", "announce", "2099-01-01T01:30:00Z")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("is in the ledger already: skipped");
    }

    @Test
    void whatIsSkippedOrPausedIsNotTheNextAndCanBeTakenBack() {
        String next = nextOf("announce");
        String day = LocalDate.ofInstant(Instant.parse(next), ZoneId.of("Europe/Madrid"))
                .toString();

        assertThat(run("skip", "announce", day)).as(shell.err()).isZero();

        assertThat(nextOf("announce")).isGreaterThan(next);
        assertThat(hub.status().nextFires())
                .singleElement()
                .satisfies(fire -> assertThat(fire.at()).isAfter(Instant.parse(next)));
        run("schedules", "announce", "--from", day);
        assertThat(shell.out()).contains("skipped");
        run("schedules", "--ledger");
        assertThat(shell.out()).contains("skipped", "by " + System.getProperty("user.name"));

        assertThat(run("unskip", "announce", day)).as(shell.err()).isZero();
        assertThat(nextOf("announce")).isEqualTo(next);
        assertThat(run("unskip", "announce", next)).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(run("skip", "announce", "2020-01-01")).isEqualTo(ExitCode.USAGE);

        run("pause", "announce");
        assertThat(hub.status().nextFires()).isEmpty();
        assertThat(hub.schedules().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.next()).isNull());
        run("resume", "announce");
        // Of a route that nobody has, it said that nothing is due on that day.
        assertThat(run("skip", "anounce", day)).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("No route `anounce` is scheduled");
    }

    private String nextOf(String route) {
        return hub.schedules().lines().stream()
                .filter(line -> line.route().equals(route))
                .map(line -> String.valueOf(line.next()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDayThatIsAddedToACalendarCountsAtOnceAndTheReloadSaysWhatItChanges() throws Exception {
        Path calendar =
                Files.createDirectories(folder.resolve("routes/calendars")).resolve("shut.yaml");
        LocalDate soon = LocalDate.now(ZoneId.of("Europe/Madrid")).plusDays(3);
        Files.writeString(calendar, "- 2020-01-01\n");
        RunningHub.route(folder, "daily.yaml", """
                - route:
                    id: daily
                    from:
                      uri: schedule:daily?cron=0 0 9 * * ?&zone=Europe/Madrid&calendar=shut
                      steps:
                        - to: log:daily
                """);
        hub.reload().reload();

        Files.writeString(calendar, "- 2020-01-01\n- %s\n".formatted(soon));

        awaitNote("~daily: 0 0 9 * * ? Europe/Madrid, not any more at %s 09:00:00+".formatted(soon), ", next ");
        run(
                "schedules",
                "daily",
                "--from",
                soon.minusDays(1).toString(),
                "--to",
                soon.plusDays(2).toString());
        assertThat(shell.out())
                .containsPattern("holiday: shut +" + soon + " 09:00:00")
                .containsPattern("due +" + soon.minusDays(1) + " 09:00:00");
        assertThat(run("skip", "daily", soon.toString())).isEqualTo(ExitCode.USAGE);
        run("schedules");
        assertThat(shell.out()).contains("0 0 9 * * ? Europe/Madrid, not on shut");

        Files.writeString(calendar, "- somewhen\n");
        awaitNote("Schedule of daily stays as it was", "shut");
        run(
                "schedules",
                "daily",
                "--from",
                soon.toString(),
                "--to",
                soon.plusDays(1).toString());
        assertThat(shell.out()).containsPattern("holiday: shut +" + soon + " 09:00:00");
    }

    private void awaitNote(String... words) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(
                                hub.reload().lastOutcome().orElseThrow().notes())
                        .anySatisfy(note -> assertThat(note).contains(words)));
    }

    @Test
    void anIntervalIsOneLineUnlessItIsAskedForByItself() throws InterruptedException {
        RunningHub.route(folder, "often.yaml", """
                - route:
                    id: often
                    from:
                      uri: schedule:often?every=30s
                      steps:
                        - to: log:often
                - route:
                    id: second
                    from:
                      uri: "schedule:second?cron=* * * * * ?"
                      steps:
                        - to: log:second
                """);
        hub.reload().reload();
        String[] range = {"schedules", "--from", "2027-01-01T00:00:00Z", "--to", "2027-03-01T00:00:00Z"};

        assertThat(run(range)).isZero();
        assertThat(shell.out().lines().filter(line -> line.contains(" often")))
                .singleElement()
                .asString()
                .contains("every 30 s");
        assertThat(shell.out().lines().filter(line -> line.contains(" second"))).hasSize(1);
        assertThat(shell.out().lines().filter(line -> line.contains(" announce")))
                .hasSize(59);

        assertThat(run("schedules", "often", "--from", "2027-01-01T00:00:00Z", "--to", "2027-01-01T01:00:00Z"))
                .isZero();
        assertThat(shell.out().lines().skip(1)).hasSize(120);
        assertThat(run("schedules", "nobody")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        hub.schedules().lines().forEach(line -> assertThat(line.words()).doesNotContain("PT"));
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("run-now", "nobody")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("No route `nobody` is scheduled");
        assertThat(run("skip", "announce", "2099-01-01T01:31:00Z")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("will not be due at 2099-01-01 02:31:00+01");
        assertThat(run("schedules", "--from", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("`soon` is not a time");
    }
}
