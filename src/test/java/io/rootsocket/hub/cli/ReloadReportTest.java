package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.routes.RouteProblem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ReloadReportTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command
    private static final class Nothing {}

    private int report(Result result, List<String> changed, String... odd) {
        var command =
                new CommandLine(new Nothing()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<RouteProblem> problems = List.of(odd).stream()
                .map(file -> new RouteProblem(Path.of(file), OptionalInt.of(1), "It is odd."))
                .toList();
        return ReloadReport.print(
                new ReloadOutcome(result, 3, Instant.EPOCH, Duration.ofMillis(12), changed, problems, List.of()),
                command);
    }

    @Test
    void saysWhatWasTakenAndWhatWasNot() {
        assertThat(report(Result.APPLIED, List.of("heartbeat"), "odd.yaml")).isEqualTo(ExitCode.FIX_CONFIGURATION);

        assertThat(out.toString()).contains("Generation 3 runs (12 ms): heartbeat");
        assertThat(err.toString()).contains("NOT TAKEN odd.yaml:1: It is odd.").doesNotContain("as it was");
    }

    @Test
    void saysThatAllElseRunsAlreadyWhereOnlyAnOddFileIsLeft() {
        assertThat(report(Result.UNCHANGED, List.of(), "odd.yaml")).isEqualTo(ExitCode.FIX_CONFIGURATION);

        assertThat(out.toString()).contains("Generation 3 runs: all that is saved, but for what follows.");
        assertThat(err.toString()).contains("NOT TAKEN odd.yaml:1").doesNotContain("as it was");
    }

    @Test
    void saysThatNothingWasTaken() {
        assertThat(report(Result.REFUSED, List.of(), "broken.yaml")).isEqualTo(ExitCode.FIX_CONFIGURATION);

        assertThat(err.toString()).contains("broken.yaml:1: It is odd.", "Not taken. Generation 3 runs on as it was.");
    }

    @Test
    void isContentWithAReloadThatTookAll() {
        assertThat(report(Result.APPLIED, List.of("heartbeat"))).isZero();
        assertThat(report(Result.UNCHANGED, List.of())).isZero();

        assertThat(out.toString()).contains("Nothing has changed. Generation 3 runs.");
        assertThat(err.toString()).isEmpty();
    }
}
