package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.schedule.NextFire;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FirstScreenTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

    private static HubStatus status(List<RouteProblem> problems) {
        var standup =
                new NextFire("announce-standup", Instant.parse("2026-11-24T08:15:00Z"), ZoneId.of("Europe/Madrid"));
        return new HubStatus(
                Path.of("routes"),
                3,
                problems,
                List.of(standup),
                List.of("http://localhost:8080/webhooks/github"),
                "http://localhost:8001",
                Optional.empty(),
                "embedded");
    }

    @Test
    void tellsTheWholeStateInTenLines() {
        var lines = new FirstScreen(HubSettings.of(Map.of()), status(List.of()), true, NOW).lines();

        assertThat(lines).hasSizeLessThanOrEqualTo(10);
        assertThat(lines).contains("Routes    3 running from routes");
        assertThat(lines).contains("Next      announce-standup Tue 09:15 Europe/Madrid (in 15 min)");
        assertThat(lines).contains("Webhooks  http://localhost:8080/webhooks/github");
        assertThat(lines).anyMatch(line -> line.contains("ROOTSOCKET_KEY"));
    }

    @Test
    void namesTheFileAndTheLineThatDoNotRun() {
        var problem = new RouteProblem(Path.of("routes/typo.yaml"), OptionalInt.of(7), "unknown option chanel");

        assertThat(new FirstScreen(HubSettings.of(Map.of()), status(List.of(problem)), false, NOW).lines())
                .contains("NOT RUN   routes/typo.yaml:7: unknown option chanel")
                .noneMatch(line -> line.contains("ROOTSOCKET_KEY"));
    }

    @Test
    void saysThatTheKeyIsNotTaken() {
        HubStatus well = status(List.of());
        var status = new HubStatus(
                well.routes(),
                well.started(),
                well.problems(),
                well.nextFires(),
                well.webhooks(),
                well.rootSocketUrl(),
                Optional.of("It answered 401. Check ROOTSOCKET_KEY."),
                well.broker());

        assertThat(new FirstScreen(HubSettings.of(Map.of()), status, false, NOW).lines())
                .contains("KEY       It answered 401. Check ROOTSOCKET_KEY.");
    }

    @Test
    void keepsAProblemOnOneLine() {
        var problem = new RouteProblem(Path.of("routes/half.yaml"), OptionalInt.of(3), "while scanning\n  a key");

        assertThat(new FirstScreen(HubSettings.of(Map.of()), status(List.of(problem)), false, NOW).lines())
                .contains("Routes    3 running from routes, 1 file does not run")
                .contains("NOT RUN   routes/half.yaml:3: while scanning a key");
    }

    @Test
    void tellsTheNextThreeFiresEachInItsOwnZone() {
        var at = Instant.parse("2026-11-24T08:00:30Z");
        var fires = Stream.of("a", "b", "c", "d")
                .map(id -> new NextFire(id, at, ZoneId.of("Asia/Tokyo")))
                .toList();
        var status = new HubStatus(
                Path.of("routes"), 4, List.of(), fires, List.of(), "http://localhost:8001", Optional.empty(), "none");

        assertThat(new FirstScreen(HubSettings.of(Map.of()), status, false, NOW).lines())
                .contains("Next      a Tue 17:00 Asia/Tokyo (in 30 s); b Tue 17:00 Asia/Tokyo (in 30 s);"
                        + " c Tue 17:00 Asia/Tokyo (in 30 s)");
    }

    @Test
    void saysThatItIsADryRun() {
        var settings = HubSettings.of(Map.of()).withDryRun(true);

        assertThat(new FirstScreen(settings, status(List.of()), true, NOW).lines())
                .hasSizeLessThanOrEqualTo(10)
                .anyMatch(line -> line.startsWith("DRY RUN"));
    }
}
