package io.rootsocket.hub.cli.schedules;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A schedule goes by the id of its route in the file, whatever is written around it. */
class ScheduleNamesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Path KAMELET = Path.of("src/main/resources/kamelets/announcement.kamelet.yaml");

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    @BeforeEach
    void routes() throws Exception {
        route(folder, "announcements.yaml", announcement("friday-demo", "0 0 15 ? * FRI") + monthEnd());
        route(folder, "noid.yaml", unnamed("case/noid"));
        Files.createDirectories(folder.resolve("routes/kamelets"));
        Files.copy(KAMELET, kamelet());
    }

    private Path kamelet() {
        return folder.resolve("routes/kamelets/announcement.kamelet.yaml");
    }

    private static String monthEnd() {
        return announcement("month-end", "0 0 10 L * ?");
    }

    private static String announcement(String id, String cron) {
        return """
                - route:
                    id: %s
                    from:
                      uri: kamelet:announcement
                      parameters:
                        name: %s
                        cron: %s
                        zone: Europe/Madrid
                        channel: cases.%s
                        message: Soon.
                      steps:
                        - to: rootsocket:message
                """.formatted(id, id, cron, id.replace("-", ""));
    }

    private static String unnamed(String schedule) {
        return """
                - from:
                    uri: schedule:%s?cron=0 0 9 ? * MON
                    steps:
                      - setBody:
                          simple: "${header.CamelRootSocketOccurrence}"
                      - to: rootsocket:message?channel=cases.noid
                """.formatted(schedule);
    }

    private RunningHub start() {
        return RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    @ManualRow("you write an announcement above a paused one")
    @Test
    void aPauseAndAHistoryStayWithTheirRouteWhatIsWrittenAboveItAndAfterARestart() throws Exception {
        try (var hub = start()) {
            run(hub, "pause", "month-end");
            run(hub, "pause", "case/noid");
            run(hub, "run-now", "friday-demo");
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(run(hub, "schedules", "--ledger"))
                            .containsPattern("delivered .* friday-demo")
                            .doesNotContain("announcement-"));
            assertThat(run(hub, "schedules", "--diff", routesFolder())).isEqualTo("No schedule would change.\n");
            assertThat(run(hub, "routes")).doesNotContain("announcement-");

            write(
                    "announcements.yaml",
                    announcement("lunch", "0 0 12 ? * *"),
                    announcement("friday-demo", "0 0 15 ? * FRI"),
                    monthEnd());
            write("noid.yaml", unnamed("case/other"), unnamed("case/noid"));
            Files.writeString(kamelet(), Files.readString(kamelet()).replace("Says something", "Tells something"));
            hub.reload().reload();
            isUntouched(hub);
        }
        try (var hub = start()) {
            isUntouched(hub);
        }
    }

    private static void isUntouched(RunningHub hub) {
        String lines = run(hub, "schedules");
        assertThat(lines)
                .containsPattern("(?m)^\\S+ +paused +month-end\\b")
                .containsPattern("(?m)^\\S+ +paused +case/noid\\b")
                .containsPattern("(?m)^delivered .* friday-demo$")
                .containsPattern("(?m) lunch$")
                .containsPattern(" case/other\\b")
                .doesNotContainPattern("(delivered|paused) .*lunch")
                .doesNotContainPattern("paused .*case/other");
    }

    @Test
    void twoSchedulesMayShareANameAsTheirRoutesHaveIds() throws Exception {
        String shared = """
                - route:
                    id: %s
                    from:
                      uri: schedule:everybody?cron=0 0 9 ? * MON
                      steps:
                        - to: log:%s
                """;
        write("shared.yaml", shared.formatted("a", "a"), shared.formatted("b", "b"));

        try (var hub = start()) {
            assertThat(run(hub, "schedules")).containsPattern("(?m)^-.* a  ").containsPattern("(?m)^-.* b  ");
        }
    }

    @Test
    void aTestOfARouteSeesTheKeyThatRuns() throws Exception {
        Files.createDirectories(folder.resolve("routes/tests"));
        Files.writeString(folder.resolve("routes/tests/noid.test.yaml"), """
                tests:
                  - name: Monday
                    given:
                      instant: "2026-12-07T09:00:00Z"
                    expect:
                      messages:
                        cases.noid: [ "case/noid@2026-12-07T09:00:00Z" ]
                """);

        assertThat(new Shell().done("test", "--routes=" + routesFolder())).contains(" 0 failed");
    }

    @Test
    void whatAnEarlierVersionStoredByARunningNumberIsCarriedOver() throws Exception {
        storeByRunningNumber("");
        write(
                "announcements.yaml",
                announcement("lunch", "0 0 12 ? * *"),
                announcement("friday-demo", "0 0 15 ? * FRI"),
                monthEnd());

        try (var hub = start()) {
            assertThat(run(hub, "schedules"))
                    .containsPattern("(?m)^\\S+ +paused +month-end\\b")
                    .doesNotContain("announcement-")
                    .doesNotContainPattern(" noid\\b")
                    .doesNotContainPattern("delivered .*lunch");
            assertThat(run(hub, "schedules", "--ledger", "--from=2026-11-26T10:11Z", "--to=2026-11-26T10:12Z"))
                    .containsPattern("delivered +\\S+ 10:11:36\\S* .* friday-demo")
                    .containsPattern("delivered +\\S+ 10:11:38\\S* .* case/noid")
                    .doesNotContain("announcement-");
        }
        try (var hub = start()) {
            assertThat(run(hub, "schedules")).containsPattern("(?m)^\\S+ +paused +month-end\\b");
        }
    }

    @Test
    void aFileThatIsNamedLikeAnOccurrenceOfAnEarlierVersionIsNone() throws Exception {
        storeByRunningNumber("""
                insert into hub_occurrence (route, scheduled_at, outcome, node, attempts, accepted)
                values ('announcement-1', timestamp with time zone '2026-11-26 10:11:40+00', 'accepted', 'hub', 1, 1)""");
        write(
                "announcements.yaml",
                announcement("lunch", "0 0 12 ? * *"),
                announcement("friday-demo", "0 0 15 ? * FRI"));
        write("inbox.yaml", """
                - route:
                    id: inbox
                    from:
                      uri: file:%s
                      steps:
                        - to: rootsocket:message?channel=cases.inbox
                """.formatted(folder.resolve("inbox")));
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("inbox/announcement-1@2026-11-26T10:11:40Z"), "hello");

        try (var hub = start()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !SANDBOX.sandbox().messages("cases.inbox").isEmpty());
            // The next message is delivered and told behind it.
            run(hub, "run-now", "friday-demo");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(run(hub, "schedules")).containsPattern("(?m)^delivered .* friday-demo$"));
            assertThat(run(hub, "schedules", "--ledger", "--from=2026-11-26T10:11:39Z", "--to=2026-11-26T10:12Z"))
                    .containsPattern("accepted +\\S+ 10:11:40\\S* .* friday-demo");
        }
    }

    /** The data of a hub that called them announcement-1, announcement-3 (which was paused) and noid. */
    private void storeByRunningNumber(String more) throws Exception {
        Files.createDirectories(folder.resolve("data"));
        try (var database = DriverManager.getConnection(
                        "jdbc:h2:file:%s/data/schedules;MODE=PostgreSQL".formatted(folder.toAbsolutePath()),
                        "hub",
                        "");
                var statement = database.createStatement()) {
            statement.execute("runscript from 'classpath:former/schedules-by-running-number.sql'");
            if (!more.isEmpty()) {
                statement.execute(more);
            }
        }
    }

    private void write(String file, String... routes) throws Exception {
        Files.writeString(folder.resolve("routes").resolve(file), String.join("", routes));
    }

    private String routesFolder() {
        return folder.resolve("routes").toString();
    }

    private static String run(RunningHub hub, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--url=" + hub.adminUrl());
        return new Shell().done(all.toArray(String[]::new));
    }
}
