package io.rootsocket.hub.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.OddFiles;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is odd stops nothing else. */
@ManualRow({"`- &a [*a]`, 50,000 brackets, 50 MB, a pipe", "an odd calendar beside a good edit"})
class OddFilesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String HOLDS_ITSELF = "- &a [*a]\n";

    @TempDir
    Path folder;

    private @Nullable RunningHub started;

    private void start() {
        started = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of());
    }

    @AfterEach
    void stop() {
        hub().close();
    }

    private RunningHub hub() {
        return Objects.requireNonNull(started);
    }

    private String ask(String id) {
        return Objects.requireNonNull(hub().producer().requestBody("direct:" + id, "?", String.class));
    }

    private void awaitAnswer(String id, String answer) {
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(ask(id)).isEqualTo(answer));
    }

    private void makeAllKinds() throws IOException {
        int number = 0;
        Files.createDirectories(folder.resolve("routes/kamelets"));
        for (OddFiles.Kind kind : OddFiles.all().values()) {
            kind.at(folder.resolve("routes/odd%d.yaml".formatted(number++)));
        }
        Files.writeString(folder.resolve("routes/kamelets/odd.kamelet.yaml"), HOLDS_ITSELF);
    }

    @Test
    void startsBesideOddFilesAndTakesTheEditsOfOthers() throws IOException {
        int odd = OddFiles.all().size() + 1;
        route(folder, "good.yaml", ReloadIT.says("good", "one"));
        makeAllKinds();

        start();
        assertThat(ask("good")).isEqualTo("one");
        assertThat(hub().status().problems())
                .hasSize(odd)
                .allSatisfy(problem -> assertThat(problem.line()).isPresent());
        assertThat(hub().admin("/observe/health").body()).contains("odd0.yaml", "odd.kamelet.yaml");

        route(folder, "good.yaml", ReloadIT.says("good", "two"));
        awaitAnswer("good", "two");

        route(folder, "odd.yaml", HOLDS_ITSELF);
        route(folder, "good.yaml", ReloadIT.says("good", "three"));
        awaitAnswer("good", "three");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(hub().status().problems()).hasSize(odd + 1));

        route(folder, "odd.yaml", ReloadIT.says("odd", "mended"));
        awaitAnswer("odd", "mended");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(hub().status().problems()).hasSize(odd));
    }

    @Test
    void runsTheLastGoodVersionOfAFileThatBecomesOdd() throws Exception {
        route(folder, "rec.yaml", ReloadIT.says("rec", "good"));
        route(folder, "other.yaml", ReloadIT.says("other", "one"));
        start();

        route(folder, "rec.yaml", HOLDS_ITSELF);
        route(folder, "other.yaml", ReloadIT.says("other", "two"));
        awaitAnswer("other", "two");
        assertThat(ask("rec")).isEqualTo("good");
        assertTold();
        assertThat(hub().reload().reload().problems()).hasSize(1);

        hub().close();
        start();
        assertThat(ask("rec")).isEqualTo("good");
        assertThat(ask("other")).isEqualTo("two");
        assertTold();

        route(folder, "rec.yaml", ReloadIT.says("rec", "good"));
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(hub().status().problems()).isEmpty());
        assertThat(hub().reload().reload().result()).isEqualTo(Result.UNCHANGED);
    }

    /** As where a share is away for a while: its routes were once taken for deleted. */
    @Test
    void runsTheRoutesOfAFolderWhoseLinkLeadsNowhereNow() throws Exception {
        Path share = Files.createDirectories(folder.resolve("share"));
        Files.writeString(share.resolve("shared.yaml"), ReloadIT.says("shared", "one"));
        route(folder, "own.yaml", ReloadIT.says("own", "one"));
        Files.createSymbolicLink(folder.resolve("routes/team"), share);
        start();
        assertThat(ask("shared")).isEqualTo("one");

        Files.move(share, folder.resolve("away"));
        route(folder, "own.yaml", ReloadIT.says("own", "two"));
        awaitAnswer("own", "two");
        assertThat(ask("shared")).isEqualTo("one");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(hub().status().problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.file()).hasFileName("shared.yaml");
                            assertThat(problem.message()).contains("leads nowhere");
                            assertThat(problem).matches(RouteProblem::olderRuns);
                        }));

        Files.move(folder.resolve("away"), share);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(hub().status().problems()).isEmpty());
        assertThat(ask("shared")).isEqualTo("one");
    }

    /** A route of the same change may answer before all of it is settled. */
    private void assertTold() {
        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        assertThat(hub().status().problems()).singleElement().satisfies(OddFilesIT::tells));
    }

    private static void tells(RouteProblem problem) {
        assertThat(problem.file()).hasFileName("rec.yaml");
        assertThat(problem.line()).hasValue(1);
        assertThat(problem.message()).contains("inside of what it stands for");
        assertThat(problem).matches(RouteProblem::olderRuns);
    }

    @ManualRow("a calendar that a schedule names cannot be read")
    @Test
    void takesEveryOtherEditWhileACalendarIsOdd() throws Exception {
        Path calendar = folder.resolve("routes/calendars/big.ics");
        Files.createDirectories(folder.resolve("routes/calendars"));
        Files.writeString(calendar, "BEGIN:VCALENDAR\n".repeat(1_000_000));
        route(folder, "holidays.yaml", scheduled("holidays", 9));
        route(folder, "good.yaml", ReloadIT.says("good", "one"));
        start();
        assertThat(ask("good")).isEqualTo("one");
        assertOddCalendar(hub().status().problems());

        route(folder, "good.yaml", ReloadIT.says("good", "two"));
        awaitAnswer("good", "two");
        assertOddCalendar(hub().reload().reload().problems());

        route(folder, "holidays.yaml", scheduled("holidays", 10));
        route(folder, "good.yaml", ReloadIT.says("good", "three"));
        assertOddCalendar(hub().reload().reload().problems());
        assertThat(ask("good")).isEqualTo("three");

        Files.writeString(folder.resolve("routes/calendars/big.yaml"), "- 2026-12-25\n");
        // The watch may have taken it before.
        assertThat(hub().reload().reload().problems()).isEmpty();
        assertThat(hub().reload().history()).last().satisfies(generation -> {
            assertThat(generation.result()).isEqualTo(Result.APPLIED);
            assertThat(generation.changed()).containsExactly("+holidays");
        });
    }

    private static void assertOddCalendar(List<RouteProblem> problems) {
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.file()).hasFileName("holidays.yaml");
            assertThat(problem.line()).hasValue(7);
            assertThat(problem.message()).contains("The calendar `big` cannot be used", "big.ics");
        });
    }

    private static String scheduled(String id, int hour) {
        return """
                - route:
                    id: %s
                    from:
                      uri: schedule:%s
                      parameters:
                        cron: 0 0 %d * * ?
                        calendar: big
                      steps:
                        - log: x
                """.formatted(id, id, hour);
    }

    @Test
    void keepsTheSettingsThatRanIfTheirFileBecomesOdd() throws Exception {
        route(folder, "application.properties", "word=good\n");
        route(folder, "said.yaml", ReloadIT.says("said", "\"{{word}} one\""));
        start();

        Files.write(folder.resolve("routes/application.properties"), new byte[] {'w', '=', (byte) 0xFF});
        route(folder, "said.yaml", ReloadIT.says("said", "\"{{word}} two\""));
        awaitAnswer("said", "good two");

        hub().close();
        start();
        assertThat(ask("said")).isEqualTo("good two");
        assertThat(hub().status().problems()).hasSize(1);
    }

    @Test
    void movesAnOddFileAsideBeforeARollbackWritesThere() throws Exception {
        route(folder, "rec.yaml", ReloadIT.says("rec", "one"));
        start();
        route(folder, "rec.yaml", ReloadIT.says("rec", "two"));
        awaitAnswer("rec", "two");
        route(folder, "rec.yaml", HOLDS_ITSELF);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(hub().status().problems()).hasSize(1));
        Path folderOfThatName = Files.createDirectory(folder.resolve("routes/stray.yaml"));

        assertThat(hub().reload().rollback(1).result()).isEqualTo(Result.APPLIED);

        assertThat(ask("rec")).isEqualTo("one");
        assertThat(folderOfThatName).doesNotExist();
        assertThat(folder.resolve("routes/stray.yaml.odd")).isDirectory();
        assertThat(hub().reload().history()).extracting(Generation::cause).contains("overwritten by a rollback");
    }

    @Test
    void startsBesideAScheduleWhoseNameIsTooLongToBeStored() {
        route(folder, "good.yaml", ReloadIT.says("good", "one"));
        route(folder, "long.yaml", """
                - route:
                    id: %s
                    from:
                      uri: schedule:long?cron=0+0+9+*+*+?
                      steps:
                        - log: x
                """.formatted("x".repeat(10_000)));

        start();

        assertThat(ask("good")).isEqualTo("one");
        assertThat(hub().status().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).hasFileName("long.yaml");
            assertThat(problem.message()).contains("at most 200").hasSizeLessThan(200);
        });
    }
}
