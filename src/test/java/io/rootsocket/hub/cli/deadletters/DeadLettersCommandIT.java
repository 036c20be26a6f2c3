package io.rootsocket.hub.cli.deadletters;

import static io.rootsocket.hub.testing.SandboxExtension.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dead-letters}, of a hub that runs and of one that does not. */
class DeadLettersCommandIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ROUTES = """
            - route:
                id: news
                from:
                  uri: platform-http:/news
                  steps:
                    - to: rootsocket:message?channel=news
            - route:
                id: sport
                from:
                  uri: platform-http:/sport
                  steps:
                    - to: rootsocket:message?channel=sport
            """;
    private static final String CHECKED = """
            - route:
                id: checked
                from:
                  uri: platform-http:/checked
                  steps:
                    - throwException:
                        exceptionType: java.lang.IllegalStateException
                        message: broken
                    - to: rootsocket:message?channel=checked
            """;
    private static final String REPAIRED =
            CHECKED.replaceFirst("(?s)- throwException.*broken", "- setBody:\n            simple: repaired \\${body}");

    @TempDir
    Path folder;

    private final Shell shell = new Shell();
    private Sandbox sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
        RunningHub.route(folder, "routes.yaml", ROUTES);
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    private RunningHub start() {
        return RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())
                .withoutProblems();
    }

    private int letters(Map<String, String> environment, String... arguments) {
        String[] all =
                Stream.concat(Stream.of("dead-letters"), Stream.of(arguments)).toArray(String[]::new);
        return shell.run(environment, all);
    }

    private int of(RunningHub hub, String... arguments) {
        return letters(Map.of("HUB_ADMIN_PORT", hub.adminUrl().replaceFirst(".*:", ""), "COLUMNS", "400"), arguments);
    }

    private int stopped(String... arguments) {
        return letters(
                Map.of(
                        "HUB_ADMIN_PORT",
                        String.valueOf(FreePort.next()),
                        "HUB_DATA",
                        folder.resolve("data").toString(),
                        "COLUMNS",
                        "400"),
                arguments);
    }

    /** Leaves dead letters: the service refuses what is posted. */
    private void fail(RunningHub hub, String path, String... messages) {
        sandbox.faults().inject(Fault.status(400));
        int before = hub.deadLetters().size();
        for (String message : messages) {
            assertThat(hub.post(path, message).statusCode()).isEqualTo(200);
        }
        await().atMost(PATIENCE).until(() -> hub.deadLetters().size() == before + messages.length);
        sandbox.faults().clear();
    }

    private void awaitReceived(String channel, String... messages) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(received(sandbox, channel)).containsExactly(messages));
    }

    @Test
    void listsOneLineForEachLetterUnderTitles() {
        try (var hub = start()) {
            fail(hub, "/news", "a", "b");
            fail(hub, "/sport", "c");

            assertThat(of(hub, "list")).isZero();
            List<String> lines = shell.out().lines().toList();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(0)).matches("ID +KIND +FAILED +ROUTE +CHANNEL +REASON");
            assertThat(lines.get(1))
                    .matches(
                            "[0-9A-F]{8} +message +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[+-]\\d\\d(:\\d\\d)? +(now|\\d+ s ago) +news +news +\\S.*");
            assertThat(lines.get(3)).contains("sport");

            assertThat(of(hub, "list", "--channel", "sport")).isZero();
            assertThat(shell.out().lines()).hasSize(2);
            assertThat(of(hub, "list", "--kind", "expired")).isZero();
            assertThat(shell.out()).isEqualTo("No dead letters." + System.lineSeparator());
            assertThat(of(hub, "list", "--older-than", "1h")).isZero();
            assertThat(shell.out()).contains("No dead letters.");
        }
    }

    @Test
    void printsJsonForPrograms() throws Exception {
        try (var hub = start()) {
            assertThat(of(hub, "list", "--json")).isZero();
            assertThat(Wire.readTree(shell.out())).isEmpty();
            fail(hub, "/news", "a");

            assertThat(of(hub, "list", "--json")).isZero();

            JsonNode letter = Wire.readTree(shell.out()).path(0);
            assertThat(letter.path("channel").asText()).isEqualTo("news");
            assertThat(letter.path("reason").path("status").asInt()).isEqualTo(400);
            assertThat(letter.has("payload")).isFalse();
            assertThat(of(hub, "show", "--json", letter.path("id").asText())).isZero();
            assertThat(Wire.readTree(shell.out()).path(0).path("payload").asText())
                    .isEqualTo("a");
        }
    }

    @Test
    void showsEverythingOfALetter() {
        try (var hub = start()) {
            fail(hub, "/news", "first line\nsecond \u001b[31mline");

            assertThat(of(hub, "show", hub.deadLetters().get(0).id())).isZero();

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
    }

    @Test
    void saysThatThereIsNoSuchLetter() {
        try (var hub = start()) {
            assertThat(of(hub, "show", "it's/not?there")).isEqualTo(4);
            assertThat(shell.err().strip()).isEqualTo("There is no dead letter it's/not?there.");
        }
        assertThat(stopped("show", "nor here")).isEqualTo(4);
        assertThat(shell.err()).contains("There is no dead letter nor here.");
    }

    @Test
    void areCountedByTheirKindsWhereverOneLooks() {
        RunningHub.route(folder, "checked.yaml", CHECKED);
        try (var hub = start()) {
            fail(hub, "/news", "a", "b");
            hub.post("/checked", "no JSON");
            await().atMost(PATIENCE).until(() -> hub.deadLetters().size() == 3);

            // The broker is asked at most once a second.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.status().messages().deadLetters())
                            .hasToString("3 dead letters (2 message, 1 route)"));
            assertThat(shell.run(Map.of("HUB_ADMIN_PORT", hub.adminUrl().replaceFirst(".*:", "")), "status"))
                    .isZero();
            assertThat(shell.out()).contains("Failed    3 dead letters (2 message, 1 route): ./hub dead-letters list");
            assertThat(hub.admin("/observe/metrics").body())
                    .contains(
                            "rootsocket_dead_letters{kind=\"message\"} 2.0",
                            "rootsocket_dead_letters{kind=\"route\"} 1.0",
                            "rootsocket_dead_letters{kind=\"retry\"} 0.0");
            assertThat(hub.admin("/observe/health").body())
                    .contains("3 dead letters (2 message, 1 route): `hub dead-letters list` shows why.");
        }
    }

    @Test
    void takesTheBeginningOfAnIdOrTheLast() {
        try (var hub = start()) {
            fail(hub, "/news", "a", "b");
            fail(hub, "/sport", "c");
            String first = hub.deadLetters().get(0).id().substring(0, 8);

            assertThat(of(hub, "show", first)).isZero();
            assertThat(shell.out()).containsPattern("Id +" + first).endsWith("a" + System.lineSeparator());
            assertThat(of(hub, "show", "--last")).isZero();
            assertThat(shell.out()).containsPattern("Channel +sport");
            assertThat(of(hub, "show")).isEqualTo(2);
            assertThat(of(hub, "show", "%")).isEqualTo(4);
            assertThat(of(hub, "show", "_")).isEqualTo(4);

            assertThat(of(hub, "discard", first)).isZero();
            assertThat(of(hub, "discard", "--last")).isZero();
            assertThat(hub.deadLetters())
                    .singleElement()
                    .satisfies(left -> assertThat(left.channel()).isEqualTo("news"));
        }
    }

    @Test
    void asksForMoreOfAnIdThatSeveralBeginWith() {
        try (var hub = start()) {
            // Of seventeen, two begin with the same of sixteen digits.
            fail(hub, "/news", IntStream.range(0, 17).mapToObj(String::valueOf).toArray(String[]::new));
            String shared = hub.deadLetters().stream()
                    .map(letter -> letter.id().substring(0, 1))
                    .collect(Collectors.groupingBy(digit -> digit, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();

            assertThat(of(hub, "show", shared)).isEqualTo(4);
            assertThat(shell.err()).contains("dead letters begin with `" + shared + "`. Name more of it: ");
            assertThat(of(hub, "discard", "--id", shared)).isEqualTo(4);
            assertThat(hub.deadLetters()).hasSize(17);
        }
    }

    @Test
    void replaysThroughTheRunningHubInOrderAndAtOnce() {
        try (var hub = start()) {
            fail(hub, "/news", "a", "b", "c");
            fail(hub, "/sport", "d");

            assertThat(of(hub, "replay", "--channel", "news", "--dry-run")).isZero();
            assertThat(shell.out()).contains("Would replay 3 dead letters.");
            assertThat(received(sandbox, "news")).isEmpty();

            assertThat(of(hub, "replay", "--channel", "news")).isZero();
            assertThat(shell.out()).contains("Replayed 3 dead letters.");
            // Sooner than the outbox looks by itself.
            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(received(sandbox, "news")).containsExactly("a", "b", "c"));
            assertThat(received(sandbox, "sport")).isEmpty();
            assertThat(hub.deadLetters()).hasSize(1);
        }
    }

    @Test
    void replaysManyInPortionsAndSaysHowFarItIs() {
        String[] messages =
                IntStream.range(0, 210).mapToObj(i -> "message " + i).toArray(String[]::new);
        try (var hub = start()) {
            fail(hub, "/news", messages);

            assertThat(of(hub, "replay", "--all")).isZero();

            assertThat(shell.out()).contains("Replayed 210 dead letters.");
            // A portion is no larger, and no longer under way than a slow machine may take.
            assertThat(shell.err().lines())
                    .hasSizeGreaterThan(1)
                    .allMatch(line -> line.matches("Replayed \\d+ of 210\\."))
                    .last()
                    .isEqualTo("Replayed 210 of 210.");
            // The sandbox remembers the last hundred.
            awaitReceived("news", Arrays.copyOfRange(messages, 110, 210));
        }
    }

    @Test
    void replaysWhatFailedInItsRouteThroughThatRouteOnlyOfARunningHub() {
        RunningHub.route(folder, "checked.yaml", CHECKED);
        try (var hub = start()) {
            hub.post("/checked", "no JSON");
            await().atMost(PATIENCE).until(() -> hub.deadLetters().size() == 1);
        }

        assertThat(stopped("replay", "--all")).isEqualTo(4);
        assertThat(shell.err()).contains("None of 1 dead letter can be replayed", "only a running hub");

        RunningHub.route(folder, "checked.yaml", REPAIRED);
        try (var hub = start()) {
            assertThat(of(hub, "replay", "--route", "checked")).isZero();
            awaitReceived("checked", "repaired no JSON");
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @Test
    void saysWhichLettersARunningHubCannotReplay() {
        RunningHub.route(folder, "checked.yaml", CHECKED);
        try (var hub = start()) {
            hub.post("/checked", "no JSON");
            await().atMost(PATIENCE).until(() -> hub.deadLetters().size() == 1);
            fail(hub, "/news", "a");
        }

        RunningHub.route(folder, "checked.yaml", CHECKED.replace("id: checked", "id: renamed"));
        try (var hub = start()) {
            assertThat(of(hub, "replay", "--all")).isZero();
            assertThat(shell.out()).contains("Replayed 1 dead letter.");
            assertThat(shell.err()).contains("1 stay: their route does not run");
            awaitReceived("news", "a");

            assertThat(of(hub, "replay", "--all")).isEqualTo(4);
        }
    }

    @Test
    void discardsOnlyWhatIsChosen() {
        try (var hub = start()) {
            fail(hub, "/news", "a", "b");
            fail(hub, "/sport", "c");

            assertThat(of(hub, "discard", "--channel", "news", "--dry-run")).isZero();
            assertThat(shell.out()).contains("Would discard 2 dead letters.");
            assertThat(hub.deadLetters()).hasSize(3);

            assertThat(of(hub, "discard", "--id", hub.deadLetters().get(0).id()))
                    .isZero();
            assertThat(hub.deadLetters()).hasSize(2);
            assertThat(of(hub, "discard", "--all")).isZero();
            assertThat(shell.out()).contains("Discarded 2 dead letters.");
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @Test
    void changesNothingUnlessItIsSaidWhichLetters() {
        assertThat(stopped("replay")).isEqualTo(2);
        assertThat(shell.err()).contains("--all");
        assertThat(stopped("discard", "--dry-run")).isEqualTo(2);
        assertThat(stopped("discard", "--all", "--channel", "news")).isEqualTo(2);
        assertThat(stopped("discard", "--kind", "retrys")).isEqualTo(2);
        assertThat(shell.err()).contains("`retrys`", "retry, configuration");
        assertThat(stopped("discard", "--older-than", "soon")).isEqualTo(2);
        assertThat(shell.err()).contains("`soon` is not an age", "12h");
        assertThat(stopped("discard", "--older-than", "7")).isEqualTo(2);
        assertThat(stopped("discard", "--older-than", "")).isEqualTo(2);
    }

    @Test
    void worksOnTheFolderOfAStoppedHubAndItsNextRunDelivers() {
        String id;
        try (var hub = start()) {
            fail(hub, "/news", "a", "b");
            fail(hub, "/sport", "c");
            id = hub.deadLetters().get(2).id();
        }

        assertThat(stopped("list")).isZero();
        assertThat(shell.out().lines()).hasSize(4);
        assertThat(shell.err()).contains("works on the folder " + folder.resolve("data"));
        assertThat(letters(
                        Map.of(), "show", id, "--data", folder.resolve("data").toString()))
                .isZero();
        assertThat(shell.out()).containsPattern("Channel +sport");
        assertThat(shell.err()).isEmpty();
        assertThat(stopped("discard", "--id", id)).isZero();
        assertThat(stopped("replay", "--all")).isZero();
        assertThat(shell.out()).contains("Replayed 2 dead letters.");
        assertThat(received(sandbox, "news")).isEmpty();

        try (var hub = start()) {
            awaitReceived("news", "a", "b");
            assertThat(hub.deadLetters()).isEmpty();
            assertThat(received(sandbox, "sport")).isEmpty();
        }
    }

    @Test
    void leavesTheFolderOfARunningHubAlone() {
        try (var hub = start()) {
            fail(hub, "/news", "a");

            assertThat(stopped("list")).isEqualTo(4);

            assertThat(shell.err()).contains("another process uses it", "--url");
            assertThat(hub.deadLetters()).hasSize(1);
        }
    }

    @Test
    void saysThatThereIsNeitherAHubNorItsFolder() {
        assertThat(stopped("list")).isEqualTo(3);
        assertThat(shell.err()).contains("No hub answers at");

        assertThat(letters(Map.of(), "list", "--data", folder.toString())).isEqualTo(4);
        assertThat(shell.err()).contains("is not the data folder of a hub");
        assertThat(folder.resolve("broker")).doesNotExist();
    }

    @Test
    void takesNothingFromAPageOfAStrangerInABrowser() throws Exception {
        try (var hub = start()) {
            fail(hub, "/news", "a");

            assertThat(post(hub, "text/plain", "{\"all\":true}")).isEqualTo(415);
            assertThat(post(hub, "application/json", "{}")).isEqualTo(400);
            assertThat(post(hub, "application/json", "{\"chanel\":\"news\"}")).isEqualTo(400);
            assertThat(post(hub, "application/json", "")).isEqualTo(400);
            assertThat(hub.deadLetters()).hasSize(1);
            assertThat(post(hub, "application/json", "{\"channel\":\"news\"}")).isEqualTo(200);
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    private static int post(RunningHub hub, String type, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(hub.adminUrl() + "/api/dead-letters/discard"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
