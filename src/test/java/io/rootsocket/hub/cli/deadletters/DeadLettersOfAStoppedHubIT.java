package io.rootsocket.hub.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code dead-letters} of a hub that does not run, and what its next run makes of them. */
class DeadLettersOfAStoppedHubIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private final DeadLettersShell shell = new DeadLettersShell(SANDBOX);

    @Test
    void replaysWhatFailedInItsRouteThroughThatRouteOnlyOfARunningHub() {
        RunningHub.route(folder, "checked.yaml", DeadLettersShell.CHECKED);
        try (var own = DeadLettersShell.start(folder, SANDBOX)) {
            own.post("/checked", "no JSON");
            await().atMost(DeadLettersShell.TIMEOUT)
                    .until(() -> own.deadLetters().size() == 1);
        }

        assertThat(shell.stopped(folder, "replay", "--all")).isEqualTo(4);
        assertThat(shell.err()).contains("None of 1 dead letter can be replayed", "only a running hub");

        RunningHub.route(folder, "checked.yaml", DeadLettersShell.REPAIRED);
        try (var own = DeadLettersShell.start(folder, SANDBOX)) {
            assertThat(shell.of(own, "replay", "--route", "checked")).isZero();
            shell.awaitReceived("checked", "repaired no JSON");
            assertThat(own.deadLetters()).isEmpty();
        }
    }

    @Test
    void saysWhichLettersARunningHubCannotReplay() {
        RunningHub.route(folder, "checked.yaml", DeadLettersShell.CHECKED);
        try (var own = DeadLettersShell.start(folder, SANDBOX)) {
            own.post("/checked", "no JSON");
            await().atMost(DeadLettersShell.TIMEOUT)
                    .until(() -> own.deadLetters().size() == 1);
            shell.fail(own, "/news", "a");
        }

        RunningHub.route(folder, "checked.yaml", DeadLettersShell.CHECKED.replace("id: checked", "id: renamed"));
        try (var own = DeadLettersShell.start(folder, SANDBOX)) {
            assertThat(shell.of(own, "replay", "--all")).isZero();
            assertThat(shell.out()).contains("Replayed 1 dead letter.");
            assertThat(shell.err()).contains("1 stay: their route does not run");
            shell.awaitReceived("news", "a");

            assertThat(shell.of(own, "replay", "--all")).isEqualTo(4);
        }
    }

    @Test
    void worksOnTheFolderOfAStoppedHubAndItsNextRunDelivers() {
        String id;
        try (var own = DeadLettersShell.start(folder, SANDBOX)) {
            shell.fail(own, "/news", "a", "b");
            shell.fail(own, "/sport", "c");
            id = own.deadLetters().get(2).id();
        }

        assertThat(shell.stopped(folder, "list")).isZero();
        assertThat(shell.out().lines()).hasSize(4);
        assertThat(shell.err()).contains("works on the folder " + folder.resolve("data"));
        assertThat(shell.letters(
                        Map.of(), "show", id, "--data", folder.resolve("data").toString()))
                .isZero();
        assertThat(shell.out()).containsPattern("Channel +sport");
        assertThat(shell.err()).isEmpty();
        assertThat(shell.stopped(folder, "show", "nor here")).isEqualTo(4);
        assertThat(shell.err()).contains("There is no dead letter nor here.");
        assertThat(shell.stopped(folder, "discard", "--id", id)).isZero();
        assertThat(shell.stopped(folder, "replay", "--all")).isZero();
        assertThat(shell.out()).contains("Replayed 2 dead letters.");
        assertThat(SANDBOX.received("news")).isEmpty();

        try (var own = DeadLettersShell.start(folder, SANDBOX)) {
            shell.awaitReceived("news", "a", "b");
            assertThat(own.deadLetters()).isEmpty();
            assertThat(SANDBOX.received("sport")).isEmpty();
        }
    }
}
