package io.rootsocket.hub.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.testing.RawConnection;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the folder of a running hub. */
public class ReloadIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    /** Between two calls of a caller, which leaves the processors to what is called. */
    private static final Duration PACE = Duration.ofMillis(5);

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    @TempDir
    Path folder;

    private RunningHub hub;

    public static String says(String id, String text) {
        return """
                - route:
                    id: %1$s
                    from:
                      uri: direct:%1$s
                      steps:
                        - setBody:
                            constant: %2$s
                """.formatted(id, text);
    }

    @BeforeEach
    void start() {
        route(folder, "a.yaml", says("a", "one"));
        route(folder, "b.yaml", says("b", "one") + says("c", "one"));
        hub = start(Map.of());
    }

    private RunningHub start(Map<String, String> environment) {
        return RunningHub.start(folder, NOWHERE, "key", environment);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private String ask(String id) {
        return Objects.requireNonNull(hub.producer().requestBody("direct:" + id, "?", String.class));
    }

    private ReloadOutcome reloaded() throws InterruptedException {
        return hub.reload().reload();
    }

    /** What is saved runs now, whether this or the watch took it first. */
    private void takenOver() throws InterruptedException {
        assertThat(reloaded().result()).isIn(Result.APPLIED, Result.UNCHANGED);
    }

    private void awaitAnswer(String id, String answer) {
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(ask(id)).isEqualTo(answer));
    }

    @Test
    void swapsOnlyTheRouteThatDiffersAndKeepsItsNeighbourInTheSameFile() {
        Route untouched = hub.camel().getRoute("b");

        route(folder, "b.yaml", "# a comment above\n" + says("b", "one") + says("c", "two"));

        awaitAnswer("c", "two");
        assertThat(hub.camel().getRoute("b")).isSameAs(untouched);
        await().untilAsserted(() -> assertThat(hub.reload().routes())
                .extracting(RouteView::route, RouteView::generation)
                .containsExactlyInAnyOrder(tuple("a", 1), tuple("b", 1), tuple("c", 2)));
    }

    @Test
    void takesNewDeletedAndRenamedFilesInOneGeneration() throws Exception {
        Path routes = folder.resolve("routes");
        route(folder, "d.yaml", says("d", "new"));
        Files.move(routes.resolve("a.yaml"), routes.resolve("z.yaml"));
        Files.delete(routes.resolve("b.yaml"));

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(hub.reload().history()).hasSize(2));
        assertThat(hub.camel().getRoutes()).extracting(Route::getRouteId).containsExactlyInAnyOrder("a", "d");
        assertThat(ask("a")).isEqualTo("one");
    }

    @Test
    void noticesATemporaryFileThatIsRenamed() throws IOException {
        Path half = Files.writeString(folder.resolve("routes/a.yaml.tmp"), says("a", "renamed"));

        Files.move(half, folder.resolve("routes/a.yaml"), StandardCopyOption.ATOMIC_MOVE);

        awaitAnswer("a", "renamed");
    }

    @Test
    void noticesALinkThatPointsElsewhereAsKubernetesSetsIt() throws Exception {
        hub.close();
        Path mount = folder.resolve("mount");
        Files.createDirectories(mount.resolve("v1"));
        Files.createDirectories(mount.resolve("v2"));
        Files.writeString(mount.resolve("v1/a.yaml"), says("a", "first"));
        Files.writeString(mount.resolve("v2/a.yaml"), says("a", "second"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("v1"));
        Files.createSymbolicLink(mount.resolve("a.yaml"), Path.of("..data/a.yaml"));
        hub = start(Map.of("HUB_ROUTES", mount.toString()));
        assertThat(ask("a")).isEqualTo("first");

        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("v2"));
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        awaitAnswer("a", "second");
    }

    @Test
    void noticesAFolderThatWasReplacedByAnother() throws Exception {
        Path other = Files.createDirectories(folder.resolve("checkout"));
        Files.writeString(other.resolve("a.yaml"), says("a", "checked out"));

        Files.move(folder.resolve("routes"), folder.resolve("gone"));
        Files.move(other, folder.resolve("routes"));

        awaitAnswer("a", "checked out");
    }

    @Test
    void runsOnWhenTheFolderIsGone() throws Exception {
        Files.move(folder.resolve("routes"), folder.resolve("gone"));

        await().during(Duration.ofSeconds(2)).atMost(TIMEOUT).until(() -> ask("a").equals("one"));
    }

    @Test
    void letsWhatIsInFlightFinishAndASlowRouteHoldUpOnlyItself() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        hub.camel().getRegistry().bind("slow", (org.apache.camel.Processor) exchange -> {
            entered.countDown();
            release.await();
        });
        String slow = says("slow", "old").replace("steps:\n", "steps:\n        - process:\n            ref: slow\n");
        route(folder, "slow.yaml", slow);
        takenOver();
        var inFlight = CompletableFuture.supplyAsync(() -> ask("slow"));
        entered.await();

        route(folder, "slow.yaml", says("slow", "new"));
        route(folder, "a.yaml", says("a", "two"));

        awaitAnswer("a", "two");
        assertThat(inFlight).isNotDone();
        release.countDown();
        assertThat(inFlight.get()).isEqualTo("old");
        awaitAnswer("slow", "new");
    }

    @Test
    void leavesARouteAloneThatStaysBusyAndTakesEverythingBack() throws Exception {
        hub.close();
        hub = start(Map.of("HUB_SHUTDOWN_TIMEOUT", "1s"));
        var release = new CountDownLatch(1);
        hub.camel().getRegistry().bind("slow", (org.apache.camel.Processor) exchange -> release.await());
        route(
                folder,
                "slow.yaml",
                says("slow", "old").replace("steps:\n", "steps:\n        - process:\n            ref: slow\n"));
        takenOver();
        var inFlight = CompletableFuture.supplyAsync(() -> ask("slow"));
        await().until(() -> hub.camel().getInflightRepository().size("slow") == 1);
        route(folder, "slow.yaml", says("slow", "new"));
        route(folder, "a.yaml", says("a", "two"));

        ReloadOutcome outcome = reloaded();

        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(outcome.problems()).singleElement().asString().contains("`slow`", "busy");
        assertThat(ask("a")).isEqualTo("one");
        release.countDown();
        assertThat(inFlight.get()).isEqualTo("old");
    }

    @Test
    void noCallerHearsOfAnEditThatIsTakenBack() throws Exception {
        hub.close();
        hub = start(Map.of("HUB_SHUTDOWN_TIMEOUT", "1s"));
        var release = new CountDownLatch(1);
        hub.camel().getRegistry().bind("slow", (org.apache.camel.Processor) exchange -> release.await());
        route(
                folder,
                "slow.yaml",
                says("slow", "old").replace("steps:\n", "steps:\n        - process:\n            ref: slow\n"));
        route(folder, "hook.yaml", webhook("old"));
        takenOver();
        var inFlight = CompletableFuture.supplyAsync(() -> ask("slow"));
        await().until(() -> hub.camel().getInflightRepository().size("slow") == 1);
        var over = new AtomicBoolean();
        Set<Integer> answers = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> callers = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    while (!over.get()) {
                        answers.add(hub.post("/hook", "text").statusCode());
                        LockSupport.parkNanos(PACE.toNanos());
                    }
                }))
                .limit(4)
                .toList();
        for (int edit = 0; edit < 5; edit++) {
            route(folder, "slow.yaml", says("slow", "new " + edit));
            route(folder, "hook.yaml", webhook("new " + edit));
            assertThat(reloaded().result()).isEqualTo(Result.REFUSED);
        }
        over.set(true);
        callers.forEach(CompletableFuture::join);

        assertThat(answers).containsExactly(200);
        assertThat(hub.post("/hook", "text").body()).isEqualTo("old");
        release.countDown();
        assertThat(inFlight.get()).isEqualTo("old");
    }

    private static String webhook(String answer) {
        return says("hook", answer).replaceFirst("uri: .*", "uri: platform-http:/hook");
    }

    /** In between, a whole swap could pass, and the call would look for its route among those of before. */
    @Test
    void aCallIsCountedBeforeItLooksForItsRoute() throws Exception {
        route(folder, "hook.yaml", webhook("one"));
        takenOver();
        var counted = new AtomicBoolean();
        String router = VertxPlatformHttpRouter.getRouterNameFromPort(hub.port());
        VertxPlatformHttpRouter.lookup(hub.camel(), router)
                .route()
                .order(Integer.MIN_VALUE)
                .handler(request -> {
                    counted.set(isInside("/hook"));
                    request.next();
                });

        assertThat(hub.post("/hook", "text").statusCode()).isEqualTo(200);

        assertThat(counted).isTrue();
    }

    @Test
    void aCallerWhoIsGoneHoldsUpNoEdit() throws Exception {
        route(folder, "hook.yaml", webhook("one"));
        takenOver();
        var asked = new CountDownLatch(1);
        try (var held = hub.reload().webhooks().close(path -> {
                    asked.countDown();
                    return true;
                });
                RawConnection caller = hub.connect()) {
            caller.send("POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\ntext");
            asked.await();
        }

        await().untilAsserted(() -> assertThat(isInside("/hook")).isFalse());
        assertThat(hub.post("/hook", "text").statusCode()).isEqualTo(200);
    }

    private boolean isInside(String path) {
        try (var opening = hub.reload().webhooks().close(path::equals)) {
            return !opening.isEmpty();
        }
    }

    @Test
    void swapsTwoRoutesThatExchangeTheirTriggers() throws Exception {
        String first = scheduled("first", "x") + scheduled("second", "y");
        route(folder, "clock.yaml", first);
        takenOver();

        route(folder, "clock.yaml", scheduled("first", "y") + scheduled("second", "x"));

        assertThat(reloaded().problems()).isEmpty();
        assertThat(hub.status().nextFires()).hasSize(2);
    }

    @Test
    void aCalledRouteMayGetAnotherId() throws Exception {
        route(folder, "b.yaml", hook("c") + says("c", "one"));
        takenOver();

        route(
                folder,
                "b.yaml",
                hook("c").replace("id: hook", "id: hooked") + says("c", "two").replace("id: c", "id: d"));

        assertThat(reloaded().problems()).isEmpty();
        assertThat(hub.post("/hook", "text").body()).isEqualTo("two");
    }

    @Test
    void aRouteMayComeAboveACalledOneWithoutAnId() throws Exception {
        String unnamed = says("c", "one").replace("    id: c\n", "");
        route(folder, "b.yaml", unnamed);
        takenOver();

        route(folder, "b.yaml", hook("c").replace("    id: hook\n", "") + unnamed);

        assertThat(reloaded().problems()).isEmpty();
        assertThat(hub.post("/hook", "text").body()).isEqualTo("one");
        route(folder, "b.yaml", unnamed);
        assertThat(reloaded().problems()).isEmpty();
        assertThat(ask("c")).isEqualTo("one");
    }

    @Test
    void aCalledRouteMayBecomeAClockAndLeaveItsEndpointToANewOne() throws Exception {
        route(
                folder,
                "b.yaml",
                says("b", "x").replace("direct:b", "timer:b?delay=1h")
                        + says("new", "two").replace("direct:new", "direct:b"));

        assertThat(reloaded().problems()).isEmpty();
        assertThat(ask("b")).isEqualTo("two");
    }

    private static String hook(String called) {
        return webhook("one").replace("setBody:", "to: direct:" + called).replaceFirst(" *constant: one\n", "");
    }

    private static String scheduled(String id, String trigger) {
        return """
                - route:
                    id: %s
                    from:
                      uri: quartz:test/%s
                      parameters:
                        cron: 0 0 3 ? * MON
                      steps:
                        - log: tick
                """.formatted(id, trigger);
    }

    @Test
    void showsTheHistoryWithItsDiffsAndRunsAnEarlierGenerationAgain() throws Exception {
        route(folder, "a.yaml", says("a", "two"));
        assertThat(reloaded().generation()).isEqualTo(2);
        route(folder, "a.yaml", says("a", "'unfinished"));
        assertThat(reloaded().result()).isEqualTo(Result.REFUSED);

        List<Generation> history = hub.reload().history();
        assertThat(hub.reload().diff(history.get(1)))
                .contains("--- a/a.yaml", "+++ b/a.yaml", "-            constant: one", "+            constant: two");

        ReloadOutcome outcome = hub.reload().rollback(1);

        assertThat(outcome.result()).isEqualTo(Result.APPLIED);
        assertThat(ask("a")).isEqualTo("one");
        assertThat(folder.resolve("routes/a.yaml")).hasContent(says("a", "one"));
        assertThat(reloaded().result()).isEqualTo(Result.UNCHANGED);
        assertThat(hub.reload().diff(hub.reload().history().get(2))).contains("+            constant: 'unfinished");
    }

    @Test
    void startsAgainWithTheLastGoodVersionOfABrokenFileAndSaysSo() throws Exception {
        route(folder, "a.yaml", says("a", "two"));
        takenOver();
        hub.close();
        route(folder, "a.yaml", says("a", "three").replace("setBody", "setBuddy"));
        route(folder, "b.yaml", says("b", "two"));

        hub = start(Map.of());

        assertThat(ask("a")).isEqualTo("two");
        assertThat(ask("b")).isEqualTo("two");
        assertThat(hub.status().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.olderRuns()).isTrue();
            assertThat(problem.line()).hasValue(6);
        });
        assertThat(hub.admin("/observe/health").statusCode()).isEqualTo(200);
        assertThat(hub.admin("/observe/health").body()).contains("Degraded", "setBuddy");

        route(folder, "b.yaml", says("b", "three"));
        takenOver();
        assertThat(hub.status().problems()).hasSize(1);

        route(folder, "a.yaml", says("a", "repaired"));
        takenOver();
        assertThat(ask("a")).isEqualTo("repaired");
        assertThat(hub.status().problems()).isEmpty();
        assertThat(hub.admin("/observe/health").body()).doesNotContain("Degraded");
    }

    @Test
    void countsReloadsByTheirResult() throws Exception {
        route(folder, "a.yaml", says("a", "two"));
        reloaded();
        route(folder, "a.yaml", "- rout:\n    from: x\n");
        reloaded();

        assertThat(hub.admin("/observe/metrics").body())
                .containsPattern("hub_reload_seconds_count\\{result=\"applied\"\\} [1-9]")
                .containsPattern("hub_reload_seconds_count\\{result=\"refused\"\\} [1-9]")
                .containsPattern("hub_generation [1-9]")
                .contains("hub_route_problems 1.0");
    }
}
