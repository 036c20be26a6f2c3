package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import biweekly.Biweekly;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private RunningHub hub;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() {
        RunningHub.route(folder, "announce.yaml", """
                - route:
                    id: announce
                    from:
                      uri: schedule:announce
                      parameters:
                        cron: 0 30 2 * * ?
                        zone: Europe/Madrid
                      steps:
                        - setBody:
                            constant: Hello
                        - to: rootsocket:message?channel=news
                """);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--url=" + hub.adminUrl();
        return HubCommand.commandLine(Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void showsWhatIsNextInItsZone() {
        assertThat(run("schedules")).isZero();

        assertThat(out.toString()).contains("announce", "02:30:00", "Europe/Madrid", "onMissed=fire-once");
    }

    @Test
    void listsEachOccurrenceOfARangeAndMarksWhatTheClocksMove() {
        assertThat(run("schedules", "--from", "2027-03-27T00:00:00Z", "--to", "2027-03-30T00:00:00Z"))
                .isZero();

        assertThat(out.toString().lines().skip(1)).hasSize(3);
        assertThat(out.toString())
                .contains("2027-03-28T01:00:00Z  Sun 2027-03-28 03:00:00")
                .contains("at the end of the gap");

        run("schedules", "--from", "2027-10-31T00:00:00Z", "--to", "2027-11-01T00:00:00Z");
        assertThat(out.toString()).contains("this time comes twice");
    }

    @Test
    void listsThemAsCsvJsonAndICalendar() {
        String[] range = {"schedules", "--from", "2027-01-01", "--to", "2027-01-03", "--format", ""};
        range[6] = "csv";
        assertThat(run(range)).isZero();
        assertThat(out.toString().lines().skip(1)).allMatch(line -> line.split(",", -1).length == 5);

        range[6] = "json";
        assertThat(run(range)).isZero();
        assertThat(out.toString()).contains("\"route\" : \"announce\"", "\"mark\" : \"NONE\"");

        range[6] = "ical";
        assertThat(run(range)).isZero();
        assertThat(Biweekly.parse(out.toString()).first().getEvents())
                .hasSize(2)
                .allMatch(event -> event.getSummary().getValue().equals("announce"));
    }

    @Test
    void runsNowAndTellsTheLedgerWhoAsked() {
        assertThat(run("run-now", "announce")).isZero();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(run("schedules", "--ledger")).isZero();
            assertThat(out.toString()).contains("delivered", System.getProperty("user.name"), "run now");
        });
        assertThat(SANDBOX.sandbox().messages("news")).hasSize(1);
    }

    @Test
    void pausesResumesAndSkips() {
        assertThat(run("pause", "announce")).isZero();
        run("schedules");
        assertThat(out.toString()).contains("paused");
        assertThat(run("resume", "announce")).isZero();
        run("schedules");
        assertThat(out.toString()).doesNotContain("paused");

        assertThat(run("skip", "announce", "2099-01-01T01:30:00Z")).isZero();
        assertThat(run("skip", "announce", "2099-01-01T01:30:00Z")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(err.toString()).contains("is in the ledger already: skipped");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("run-now", "nobody")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(err.toString()).contains("No route `nobody` is scheduled");
        assertThat(run("skip", "announce", "2099-01-01T01:31:00Z")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(err.toString()).contains("will not be due at 2099-01-01T01:31:00Z");
        assertThat(run("schedules", "--from", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("`soon` is not a time");
    }
}
