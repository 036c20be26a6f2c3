package io.rootsocket.hub.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code dead-letters} of a hub that runs: one for all tests. */
class DeadLettersCommandIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path ofHub;

    private static RunningHub hub;

    @TempDir
    Path folder;

    private final DeadLettersShell shell = new DeadLettersShell(SANDBOX);

    @BeforeAll
    static void start() {
        RunningHub.route(ofHub, "checked.yaml", DeadLettersShell.CHECKED);
        hub = DeadLettersShell.start(ofHub, SANDBOX);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void discardAll() {
        hub.discardAll();
    }

    @Test
    void listsOneLineForEachLetterUnderTitles() {
        shell.fail(hub, "/news", "a", "b");
        shell.fail(hub, "/sport", "c");

        assertThat(shell.of(hub, "list")).isZero();
        List<String> lines = shell.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches("ID +KIND +FAILED +ROUTE +CHANNEL +REASON");
        assertThat(lines.get(1))
                .matches(
                        "[0-9A-F]{8} +message +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[+-]\\d\\d(:\\d\\d)? +(now|\\d+ s ago) +news +news +\\S.*");
        assertThat(lines.get(3)).contains("sport");

        assertThat(shell.of(hub, "list", "--channel", "sport")).isZero();
        assertThat(shell.out().lines()).hasSize(2);
        assertThat(shell.of(hub, "list", "--kind", "expired")).isZero();
        assertThat(shell.out()).isEqualTo("No dead letters." + System.lineSeparator());
        assertThat(shell.of(hub, "list", "--older-than", "1h")).isZero();
        assertThat(shell.out()).contains("No dead letters.");
    }

    @Test
    void printsJsonForPrograms() throws Exception {
        assertThat(shell.of(hub, "list", "--json")).isZero();
        assertThat(Wire.readTree(shell.out())).isEmpty();
        shell.fail(hub, "/news", "a");

        assertThat(shell.of(hub, "list", "--json")).isZero();

        JsonNode letter = Wire.readTree(shell.out()).path(0);
        assertThat(letter.path("channel").asText()).isEqualTo("news");
        assertThat(letter.path("reason").path("status").asInt()).isEqualTo(400);
        assertThat(letter.has("payload")).isFalse();
        assertThat(shell.of(hub, "show", "--json", letter.path("id").asText())).isZero();
        assertThat(Wire.readTree(shell.out()).path(0).path("payload").asText()).isEqualTo("a");
    }

    @Test
    void showsEverythingOfALetter() {
        shell.fail(hub, "/news", "first line\nsecond \u001b[31mline");

        assertThat(shell.of(hub, "show", hub.deadLetters().get(0).id())).isZero();

        assertThat(shell.out())
                .containsPattern("Kind +message")
                .containsPattern("Channel +news")
                .containsPattern("Route +news")
                .containsPattern("Status +400")
                .containsPattern("Attempts +1")
                .containsPattern("Source +\\S*news")
                .containsPattern("Accepted +\\d{4}")
                .contains("first line", "second \uFFFD[31mline");
    }

    @Test
    void saysThatThereIsNoSuchLetter() {
        assertThat(shell.of(hub, "show", "it's/not?there")).isEqualTo(4);
        assertThat(shell.err().strip()).isEqualTo("There is no dead letter it's/not?there.");
    }

    @Test
    void areCountedByTheirKindsWhereverOneLooks() {
        shell.fail(hub, "/news", "a", "b");
        hub.post("/checked", "no JSON");
        await().atMost(DeadLettersShell.TIMEOUT).until(() -> hub.deadLetters().size() == 3);

        // The broker is asked at most once a second.
        await().atMost(DeadLettersShell.TIMEOUT)
                .untilAsserted(() -> assertThat(hub.status().messages().deadLetters())
                        .hasToString("3 dead letters (2 message, 1 route)"));
        assertThat(shell.status(hub)).isZero();
        assertThat(shell.out()).contains("Failed    3 dead letters (2 message, 1 route): ./hub dead-letters list");
        assertThat(hub.admin("/observe/metrics").body())
                .contains(
                        "rootsocket_dead_letters{kind=\"message\"} 2.0",
                        "rootsocket_dead_letters{kind=\"route\"} 1.0",
                        "rootsocket_dead_letters{kind=\"retry\"} 0.0");
        assertThat(hub.admin("/observe/health").body())
                .contains("3 dead letters (2 message, 1 route): `hub dead-letters list` shows why.");
    }

    @Test
    void takesTheBeginningOfAnIdOrTheLast() {
        shell.fail(hub, "/news", "a", "b");
        shell.fail(hub, "/sport", "c");
        String first = hub.deadLetters().get(0).id().substring(0, 8);

        assertThat(shell.of(hub, "show", first)).isZero();
        assertThat(shell.out()).containsPattern("Id +" + first).endsWith("a" + System.lineSeparator());
        assertThat(shell.of(hub, "show", "--last")).isZero();
        assertThat(shell.out()).containsPattern("Channel +sport");
        assertThat(shell.of(hub, "show")).isEqualTo(2);
        assertThat(shell.of(hub, "show", "%")).isEqualTo(4);
        assertThat(shell.of(hub, "show", "_")).isEqualTo(4);

        assertThat(shell.of(hub, "discard", first)).isZero();
        assertThat(shell.of(hub, "discard", "--last")).isZero();
        assertThat(hub.deadLetters())
                .singleElement()
                .satisfies(left -> assertThat(left.channel()).isEqualTo("news"));
    }

    @Test
    void asksForMoreOfAnIdThatSeveralBeginWith() {
        // Of seventeen, two begin with the same of sixteen digits.
        shell.fail(
                hub, "/news", IntStream.range(0, 17).mapToObj(String::valueOf).toArray(String[]::new));
        String shared = hub.deadLetters().stream()
                .map(letter -> letter.id().substring(0, 1))
                .collect(Collectors.groupingBy(digit -> digit, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();

        assertThat(shell.of(hub, "show", shared)).isEqualTo(4);
        assertThat(shell.err()).contains("dead letters begin with `" + shared + "`. Name more of it: ");
        assertThat(shell.of(hub, "discard", "--id", shared)).isEqualTo(4);
        assertThat(hub.deadLetters()).hasSize(17);
    }

    @Test
    void replaysThroughTheRunningHubInOrder() {
        shell.fail(hub, "/news", "a", "b", "c");
        shell.fail(hub, "/sport", "d");

        assertThat(shell.of(hub, "replay", "--channel", "news", "--dry-run")).isZero();
        assertThat(shell.out()).contains("Would replay 3 dead letters.");
        assertThat(SANDBOX.received("news")).isEmpty();

        assertThat(shell.of(hub, "replay", "--channel", "news")).isZero();
        assertThat(shell.out()).contains("Replayed 3 dead letters.");
        shell.awaitReceived("news", "a", "b", "c");
        assertThat(SANDBOX.received("sport")).isEmpty();
        assertThat(hub.deadLetters()).hasSize(1);
    }

    @Test
    void replaysManyInPortionsAndSaysHowFarItIs() {
        String[] messages =
                IntStream.range(0, 210).mapToObj(i -> "message " + i).toArray(String[]::new);
        shell.fail(hub, "/news", messages);

        assertThat(shell.of(hub, "replay", "--all")).isZero();

        assertThat(shell.out()).contains("Replayed 210 dead letters.");
        // A portion is no larger, and no longer under way than a slow machine may take.
        assertThat(shell.err().lines())
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.matches("Replayed \\d+ of 210\\."))
                .last()
                .isEqualTo("Replayed 210 of 210.");
        // The sandbox remembers the last hundred.
        shell.awaitReceived("news", Arrays.copyOfRange(messages, 110, 210));
    }

    @Test
    void discardsOnlyWhatIsChosen() {
        shell.fail(hub, "/news", "a", "b");
        shell.fail(hub, "/sport", "c");

        assertThat(shell.of(hub, "discard", "--channel", "news", "--dry-run")).isZero();
        assertThat(shell.out()).contains("Would discard 2 dead letters.");
        assertThat(hub.deadLetters()).hasSize(3);

        assertThat(shell.of(hub, "discard", "--id", hub.deadLetters().get(0).id()))
                .isZero();
        assertThat(hub.deadLetters()).hasSize(2);
        assertThat(shell.of(hub, "discard", "--all")).isZero();
        assertThat(shell.out()).contains("Discarded 2 dead letters.");
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void changesNothingUnlessItIsSaidWhichLetters() {
        assertThat(shell.stopped(folder, "replay")).isEqualTo(2);
        assertThat(shell.err()).contains("--all");
        assertThat(shell.stopped(folder, "discard", "--dry-run")).isEqualTo(2);
        assertThat(shell.stopped(folder, "discard", "--all", "--channel", "news"))
                .isEqualTo(2);
        assertThat(shell.stopped(folder, "discard", "--kind", "retrys")).isEqualTo(2);
        assertThat(shell.err()).contains("`retrys`", "retry, configuration");
        assertThat(shell.stopped(folder, "discard", "--older-than", "soon")).isEqualTo(2);
        assertThat(shell.err()).contains("`soon` is not an age", "12h");
        assertThat(shell.stopped(folder, "discard", "--older-than", "7")).isEqualTo(2);
        assertThat(shell.stopped(folder, "discard", "--older-than", "")).isEqualTo(2);
    }

    @Test
    void leavesTheFolderOfARunningHubAlone() {
        shell.fail(hub, "/news", "a");

        assertThat(shell.stopped(ofHub, "list")).isEqualTo(4);

        assertThat(shell.err()).contains("another process uses it", "--url");
        assertThat(hub.deadLetters()).hasSize(1);
    }

    @Test
    void saysThatThereIsNeitherAHubNorItsFolder() {
        assertThat(shell.stopped(folder, "list")).isEqualTo(3);
        assertThat(shell.err()).contains("No hub answers at");

        assertThat(shell.letters(Map.of(), "list", "--data", folder.toString())).isEqualTo(4);
        assertThat(shell.err()).contains("is not the data folder of a hub");
        assertThat(folder.resolve("broker")).doesNotExist();
    }

    @Test
    void takesNothingFromAPageOfAStrangerInABrowser() throws Exception {
        shell.fail(hub, "/news", "a");

        assertThat(post(hub, "text/plain", "{\"all\":true}")).isEqualTo(415);
        assertThat(post(hub, "application/json", "{}")).isEqualTo(400);
        assertThat(post(hub, "application/json", "{\"chanel\":\"news\"}")).isEqualTo(400);
        assertThat(post(hub, "application/json", "")).isEqualTo(400);
        assertThat(hub.deadLetters()).hasSize(1);
        assertThat(post(hub, "application/json", "{\"channel\":\"news\"}")).isEqualTo(200);
        assertThat(hub.deadLetters()).isEmpty();
    }

    private static int post(RunningHub hub, String type, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(hub.adminUrl() + "/api/dead-letters/discard"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
