package io.rootsocket.hub.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterCounts;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.hub.HubStatus.Messages;
import io.rootsocket.hub.hub.HubStatus.RootSocket;
import io.rootsocket.hub.hub.HubStatus.Routes;
import io.rootsocket.hub.routes.RouteProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HealthSentenceTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final RootSocket WELL = new RootSocket("https://x.example", false, false, Optional.empty());
    private static final Messages NOTHING = new Messages(0, Optional.empty(), DeadLetterCounts.NONE, List.of());
    private static final Routes TWO = new Routes(Path.of("routes"), 2, 2, List.of(), List.of(), List.of());

    private static HealthSentence of(Routes routes, Messages messages, RootSocket rootSocket, String... paused) {
        var status = new HubStatus(
                "1",
                NOW.minusSeconds(60),
                false,
                routes,
                List.of(),
                List.of(paused),
                List.of(),
                rootSocket,
                messages,
                "embedded",
                "http://127.0.0.1:9090",
                List.of());
        return HealthSentence.of(status, List.of(), NOW);
    }

    @Test
    void saysThatAllIsWell() {
        assertThat(of(TWO, NOTHING, WELL))
                .isEqualTo(new HealthSentence(
                        "good", "All is well: 2 routes run, no message waits, and there is no dead letter."));
        assertThat(of(TWO, new Messages(3, Optional.of(NOW.minusSeconds(2)), DeadLetterCounts.NONE, List.of()), WELL)
                        .text())
                .contains("3 messages are on the way");
    }

    @Test
    void saysToWhoHasNoRouteYetWhatToDo() {
        assertThat(of(new Routes(Path.of("routes"), 0, 0, List.of(), List.of(), List.of()), NOTHING, WELL)
                        .text())
                .isEqualTo("The hub runs, and has no route yet: put a file into routes.");
    }

    @Test
    void saysWhatIsWrongBeforeWhatIsOdd() {
        var problem = new RouteProblem(Path.of("routes/a.yaml"), OptionalInt.of(3), "no");
        var routes = new Routes(Path.of("routes"), 2, 1, List.of("b"), List.of(problem, problem), List.of());
        var messages = new Messages(
                2,
                Optional.of(NOW.minusSeconds(61)),
                new DeadLetterCounts(Map.of(DeadLetter.Kind.route, 1L)),
                List.of());

        assertThat(of(routes, messages, WELL))
                .isEqualTo(new HealthSentence(
                        "bad",
                        "1 file does not run as written, 1 dead letter waits for a decision, 1 route is stopped, "
                                + "and 2 messages wait longer than a minute for delivery."));
    }

    @Test
    void onlyWarnsOfWhatSomebodyWanted() {
        assertThat(of(TWO, NOTHING, new RootSocket("https://x.example", false, true, Optional.empty()), "nightly"))
                .isEqualTo(new HealthSentence(
                        "warn", "1 schedule is paused, and messages are printed in the place of being sent."));
    }
}
