package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetterCounts;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.hub.HubStatus.Messages;
import io.rootsocket.hub.hub.HubStatus.RootSocket;
import io.rootsocket.hub.hub.HubStatus.Routes;
import io.rootsocket.hub.log.LogLevel;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.schedule.NextFire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The first screen, and {@code hub status}, as a person sees them. */
class StatusSheetTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Times TIMES = new Times(Clock.fixed(NOW, ZoneOffset.UTC), ZoneOffset.UTC);
    private static final StatusSheet SHEET = new StatusSheet(TIMES, "./hub");
    private static final Messages NOTHING = new Messages(0, Optional.empty(), DeadLetterCounts.NONE, List.of());
    private static final RootSocket SANDBOX = new RootSocket("http://localhost:8001", true, false, Optional.empty());

    private static String shown(Table table) {
        return String.join("\n", table.lines(new Screen(new PrintWriter(new StringWriter()), 80, false, TIMES)));
    }

    private static HubStatus status(Routes routes, RootSocket rootSocket, Messages messages) {
        return status(false, routes, rootSocket, messages);
    }

    private static HubStatus status(boolean stopping, Routes routes, RootSocket rootSocket, Messages messages) {
        return new HubStatus(
                "1.2.3",
                NOW.minusSeconds(7_200),
                stopping,
                routes,
                List.of(
                        fire("heartbeat", 30, "UTC"),
                        fire("announce-standup", 900, "Europe/Madrid"),
                        fire("demo", 90_000, "Asia/Tokyo"),
                        fire("later", 900_000, "UTC")),
                List.of("friday-demo"),
                List.of("http://localhost:8080/webhooks/alerts", "http://localhost:8080/webhooks/github"),
                rootSocket,
                messages,
                "embedded, tcp://localhost:61616",
                "http://127.0.0.1:9090",
                List.of());
    }

    private static NextFire fire(String route, long seconds, String zone) {
        return new NextFire(route, NOW.plusSeconds(seconds), ZoneId.of(zone));
    }

    @Test
    void showsWhatRunsWhatComesWhatWaitsAndWhatFailed() {
        var routes = new Routes(Path.of("routes"), 9, 15, List.of(), List.of(), List.of());

        assertThat(shown(SHEET.of(status(routes, SANDBOX, NOTHING)))).isEqualTo("""
                Routes    9 files, 15 routes running, in routes
                Next      heartbeat         2026-11-24 08:00:30+00 (in 30 s)
                          announce-standup  2026-11-24 09:15:00+01 (in 15 min)
                          demo              2026-11-25 18:00:00+09 (in 25 h)
                          and 1 more: ./hub schedules
                Paused    friday-demo
                Webhooks  http://localhost:8080/webhooks/alerts
                          http://localhost:8080/webhooks/github
                Sends to  http://localhost:8001 (its own sandbox: open this page)
                          Set ROOTSOCKET_KEY to send to RootSocket itself.
                Waiting   no message
                Failed    no dead letter
                Broker    embedded, tcp://localhost:61616
                Console   http://127.0.0.1:9090/ (health for programs: /observe/health)""");
    }

    @Test
    void showsAtAnyTimeWhatIsWrong() {
        var broken = new RouteProblem(
                Path.of("routes/half.yaml"),
                OptionalInt.of(3),
                "while scanning\n  a key",
                Optional.of("Did you mean `channel`?"));
        var older = new RouteProblem(Path.of("routes/typo.yaml"), OptionalInt.of(7), "unknown option chanel")
                .whileOlderRuns();
        var routes = new Routes(
                Path.of("routes"),
                1,
                1,
                List.of("import-json"),
                List.of(broken, older),
                List.of("application.properties: No route asks for `import.csv.chanel`."));
        var rootSocket = new RootSocket(
                "https://eu-central-1.rootsocket.com",
                false,
                true,
                Optional.of("It answered 401. Check ROOTSOCKET_KEY."));
        var messages = new Messages(
                1_200,
                Optional.of(NOW.minusSeconds(300)),
                new DeadLetterCounts(Map.of(Kind.route, 2L, Kind.retry, 1L)),
                List.of("The broker does not answer."));

        assertThat(shown(SHEET.later(status(routes, rootSocket, messages)))).isEqualTo("""
                Routes     1 file, 1 route running, in routes
                STOPPED    import-json
                NOT RUN    routes/half.yaml:3: while scanning a key Did you mean `channel`?
                OLD        routes/typo.yaml:7: unknown option chanel The last good version of
                           the file runs instead.
                NO EFFECT  application.properties: No route asks for `import.csv.chanel`.
                Next       heartbeat         2026-11-24 08:00:30+00 (in 30 s)
                           announce-standup  2026-11-24 09:15:00+01 (in 15 min)
                           demo              2026-11-25 18:00:00+09 (in 25 h)
                           and 1 more: ./hub schedules
                Paused     friday-demo
                Webhooks   http://localhost:8080/webhooks/alerts
                           http://localhost:8080/webhooks/github
                Sends to   https://eu-central-1.rootsocket.com
                KEY        It answered 401. Check ROOTSOCKET_KEY.
                DRY RUN    messages are printed, not sent
                Waiting    1,200 messages, the first since 2026-11-24 07:55:00+00 (5 min ago)
                Failed     3 dead letters (1 retry, 2 route): ./hub dead-letters list
                TROUBLE    The broker does not answer.
                Broker     embedded, tcp://localhost:61616
                Console    http://127.0.0.1:9090/ (health for programs: /observe/health)
                Running    since 2026-11-24 06:00:00+00 (2 h ago)""");
    }

    @Test
    void doesNotSayThatAllRunsWhileTheHubStops() {
        var routes = new Routes(Path.of("routes"), 1, 1, List.of(), List.of(), List.of());

        assertThat(shown(SHEET.later(status(true, routes, SANDBOX, NOTHING))))
                .startsWith("STOPPING  nothing new comes in; what is on its way may finish");
        assertThat(shown(SHEET.later(status(routes, SANDBOX, NOTHING)))).doesNotContain("STOPPING");
    }

    @Test
    void saysWhichLogLevelsSomebodyHasChanged() {
        HubStatus well =
                status(new Routes(Path.of("routes"), 9, 15, List.of(), List.of(), List.of()), SANDBOX, NOTHING);
        var changed = new HubStatus(
                well.version(),
                well.since(),
                well.stopping(),
                well.routes(),
                well.nextFires(),
                well.paused(),
                well.webhooks(),
                well.rootSocket(),
                well.messages(),
                well.broker(),
                well.admin(),
                List.of(
                        new LogLevel("shop", "debug", "info", NOW.plusSeconds(600), "ann (slow)"),
                        new LogLevel("org.quartz", "off", "warn", null, "bob")));

        assertThat(shown(SHEET.of(changed)).lines().map(String::strip))
                .containsSequence(
                        "Log levels  shop: debug until 2026-11-24 08:10:00+00 (in 10 min), by ann (slow)",
                        "org.quartz: off until the next start, by bob");
        assertThat(shown(SHEET.of(well))).doesNotContain("Log levels");
    }
}
