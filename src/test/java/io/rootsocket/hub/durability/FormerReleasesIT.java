package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Yesterday's data under today's code: what {@code src/test/release/keep-data} has kept of each release and, from before the
 * first one, of days between which what is kept was changed.
 */
class FormerReleasesIT {

    private static final Path RELEASES = Path.of("src/test/resources/releases");
    /** Beside the data: what there was, of a release that knew of such. */
    private static final String ALARMS = "alarms.json";

    private static final String DEAD_LETTERS = "dead-letters.txt";

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    /** However long ago that was. */
    private static final Map<String, String> FORGETS_NOTHING =
            Map.of("HUB_TRAIL_DAYS", "36500", "HUB_LEDGER_KEEP", "36500d", "HUB_ALARM_FAILURES", "1");

    @TempDir
    Path folder;

    static List<Path> releases() throws IOException {
        try (Stream<Path> files = Files.list(RELEASES)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
    }

    @ManualRow("a newer hub is started on what an older one has left")
    @ParameterizedTest
    @MethodSource("releases")
    void goOnWithAllThatTheyHad(Path release) throws IOException {
        Path data = folder.resolve("data");
        unpack(release, data);
        boolean hadAlarms = Files.deleteIfExists(data.resolve(ALARMS));
        boolean hadDeadLetters = Files.deleteIfExists(data.resolve(DEAD_LETTERS));
        boolean hadTrail = Files.exists(data.resolve("trail"));
        RunningHub.route(folder, "former.yaml", Files.readString(RELEASES.resolve("routes/former.yaml")));
        try (Sandbox sandbox = Received.startSandbox();
                var hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), FORGETS_NOTHING)
                        .withoutProblems()) {
            await().atMost(TIMEOUT).until(() -> sent(sandbox, "orders").size() >= 5);
            assertThat(sent(sandbox, "orders"))
                    .as("what waited, once and in its order")
                    .startsWith("order 1", "order 2", "order 3", "order 4", "order 5")
                    .doesNotHaveDuplicates();
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(sent(sandbox, "greetings")).containsExactly("A happy new year"));
            // The service has the message before the ledger knows of it.
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(
                                    hub.schedules().ledger(Instant.EPOCH, Instant.now(), Optional.of("new-year")))
                            .as("what fired")
                            .isNotEmpty()
                            .allSatisfy(entry -> assertThat(entry.outcome()).isEqualTo(Outcome.DELIVERED)));
            assertThat(hub.reload().history()).as("generations").hasSizeGreaterThanOrEqualTo(2);
            if (hadDeadLetters) {
                assertThat(hub.deadLetters())
                        .filteredOn(letter -> letter.route().equals("failing"))
                        .as("dead letters")
                        .singleElement()
                        .satisfies(letter -> assertThat(letter.payload()).isEqualTo("never"));
            }
            if (hadTrail) {
                requireTrail(hub);
            }
            if (hadAlarms) {
                assertThat(hub.admin("/api/alarms").body()
                                + hub.admin("/api/alarms/history?last=20").body())
                        .as("alarms")
                        .contains("broken");
            }
        }
    }

    /** A page is no longer under way than a caller may wait; on a busy machine it may be empty, and tell how to go on. */
    private static void requireTrail(RunningHub hub) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(hub.admin("/api/messages?route=orders").body())
                                .as("the trail")
                                .contains("orders"));
    }

    private static List<String> sent(Sandbox sandbox, String channel) {
        return sandbox.messages(channel).stream().map(ReceivedMessage::data).toList();
    }

    private static void unpack(Path release, Path data) throws IOException {
        try (var zip = new ZipFile(release.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                Path file = data.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? file : file.getParent());
                if (!entry.isDirectory()) {
                    Files.copy(zip.getInputStream(entry), file);
                }
            }
        }
    }
}
