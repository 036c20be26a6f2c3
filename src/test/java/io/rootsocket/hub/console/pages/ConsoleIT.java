package io.rootsocket.hub.console.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser: one hub and one browser for all of it, as both take seconds to start. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

    /** What a stranger or a file may try to become in a page. */
    private static final String LONG = "l" + "o".repeat(120) + "ng";

    private static final String STRANGE = "<img src=x onerror='window.xss=1'><i class=strange>";

    private static final int LETTERS = Trial.count(2_000, 10_000);

    private static final String PRICES = """
            - route:
                id: prices
                description: "Prices orders %1$s"
                from:
                  uri: platform-http:/prices
                  steps:
                    - choice:
                        when:
                          - jq: .quantity > 100
                            steps:
                              - throwException:
                                  exceptionType: java.lang.IllegalStateException
                                  message: "Order ${header.order} is too large %1$s"
                        otherwise:
                          steps:
                            - doTry:
                                steps:
                                  - to: rootsocket:message?channel=prices
                                doCatch:
                                  - exception: [java.io.IOException]
                                    steps: [{log: "no price"}]
            """.formatted(STRANGE);

    /** The pages with everything that has a colour of its own in the dark. */
    private static final Set<String> COLOURFUL = Set.of("now", "dead-letter", "route", "generation");

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    @TempDir
    static Path profile;

    private static RunningHub hub;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Chromium.isInstalled(),
                "SKIPPED: the console is not looked at, as the packages chromium and chromium-driver are not installed");
        for (String shipped :
                List.of("fan-out.yaml", "announce-standup.yaml", "announcements.yaml", "heartbeat.yaml")) {
            RunningHub.route(folder, shipped, Files.readString(Path.of("routes", shipped)));
        }
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of());
        browser = new Chromium(hub.adminUrl(), profile);
        alert();
        await().untilAsserted(() -> assertThat(SANDBOX.received("alerts")).hasSize(1));
        forTheReadme("now", "/", 440);
        forTheReadme("route", "/routes/fan-out", 690);
        browser.size(1280, 900);
        addStrangeFiles();
        fill();
    }

    /** What the README shows: a hub as it is after its first message. */
    private static void forTheReadme(String name, String path, int height) {
        browser.size(1280, height);
        browser.open(path);
        browser.screenshot("readme-" + name);
    }

    private static void addStrangeFiles() {
        RunningHub.route(folder, "prices.yaml", PRICES);
        RunningHub.route(folder, "<img src=x onerror=alert(1)>.yaml", """
                - route:
                    id: "%1$s"
                    from: {uri: direct:strange, steps: [{log: "%1$s"}]}
                """.formatted(STRANGE));
        RunningHub.route(folder, "long.yaml", """
                - route:
                    id: "%s"
                    from: {uri: "schedule:long/name?when=every hour", steps: [{log: long}]}
                """.formatted(LONG));
        RunningHub.route(
                folder,
                "broken.yaml",
                "- route:\n    from:\n      uri: 'timer:x?%s=1'\n      steps: []\n"
                        .formatted(STRANGE.replace("'", "")));
        await().untilAsserted(() ->
                assertThat(hub.reload().routes()).extracting(RouteView::route).contains("prices", STRANGE, LONG));
        await().untilAsserted(() -> assertThat(hub.status().problems()).hasSize(1));
    }

    /** Some that went well, and some that failed. */
    private static void fill() {
        for (int i = 0; i < 4; i++) {
            alert();
            order(500 + i);
        }
        await().untilAsserted(() -> assertThat(hub.deadLetters()).hasSize(4));
        await().untilAsserted(() -> assertThat(SANDBOX.received("alerts"))
                .as(() -> "What the hub says of them: "
                        + hub.admin("/api/messages").body())
                .hasSize(5));
    }

    private static void alert() {
        var answer = hub.post(
                "/webhooks/alerts",
                "{\"service\": \"checkout\", \"text\": \"Payments are slow\"}",
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private static void order(int quantity) {
        hub.post(
                "/prices",
                "{\"quantity\": %d, \"note\": \"%s\"}".formatted(quantity, STRANGE),
                "Content-Type",
                "application/json",
                "order",
                "A-" + quantity);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    /** Every page that the navigation and the tables lead to. */
    private static Map<String, String> pages() {
        String id = hub.deadLetters().get(0).id();
        browser.open("/dead-letters");
        String cause = String.valueOf(browser.ask("document.querySelector('td.wide a').getAttribute('href')"));
        browser.open("/messages");
        String message = String.valueOf(browser.ask("document.querySelector('tbody a').getAttribute('href')"));
        var pages = new TreeMap<>(Map.of(
                "now", "/",
                "schedules", "/schedules",
                "schedule", "/schedules/announce-standup",
                "messages", "/messages",
                "message", message,
                "dead-letters", "/dead-letters",
                "dead-letters-of-a-cause", cause,
                "dead-letter", "/dead-letters/" + id));
        pages.putAll(Map.of(
                "routes", "/routes",
                "route", "/routes/prices",
                "route-with-a-strange-name", "/routes/" + encoded(STRANGE),
                "route-with-a-long-name", "/routes/" + LONG,
                "schedule-with-a-long-name", "/schedules/" + LONG,
                "channels", "/channels",
                "channel", "/channels/alerts",
                "generation", "/generations/1",
                "nothing", "/channels/" + encoded(STRANGE)));
        return pages;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    @Order(1)
    void showsEveryPageToEverybodyInLightAndDarkOnADeskAndOnAPhone() {
        var softly = new SoftAssertions();
        pages().forEach((name, path) -> {
            browser.size(1280, 900);
            browser.dark(false);
            browser.complaints();
            browser.open(path);
            browser.assertUnharmed();
            browser.screenshot(name + "-light");
            softly.assertThat(browser.barriers()).as("barriers of %s", path).isEmpty();
            browser.dark(true);
            browser.screenshot(name + "-dark");
            if (COLOURFUL.contains(name)) {
                softly.assertThat(browser.barriers("color-contrast"))
                        .as("barriers of %s in the dark", path)
                        .isEmpty();
            }
            browser.size(375, 800);
            browser.screenshot(name + "-phone");
            softly.assertThat(browser.ask("document.documentElement.scrollWidth"))
                    .as("width of %s on a phone", path)
                    .isEqualTo(375L);
            softly.assertThat(browser.complaints().stream()
                            .filter(complaint -> !name.equals("nothing") || !complaint.contains("404")))
                    .as("complaints about %s", path)
                    .isEmpty();
        });
        browser.size(2560, 1440);
        browser.dark(false);
        browser.open("/routes");
        browser.screenshot("routes-wide");
        browser.size(1280, 900);
        softly.assertAll();
    }

    @Test
    @Order(2)
    void repeatsNoStrangersWordsAsPartsOfThePage() {
        for (String path : List.of(
                "/messages?text=" + encoded(STRANGE),
                "/dead-letters?text=" + encoded(STRANGE),
                "/dead-letters?route=" + encoded("\"><script>window.xss=1</script>"),
                "/routes?text=" + encoded("'>" + STRANGE),
                "/channels?text=" + encoded(STRANGE),
                "/dead-letters?page=" + encoded(STRANGE))) {
            browser.open(path);
            browser.assertUnharmed();
        }
    }

    @Test
    @Order(3)
    void canBeUsedByKeys() {
        browser.open("/routes");
        browser.keys("/");
        assertThat(browser.ask("document.activeElement.matches('[data-search]')"))
                .isEqualTo(true);
        browser.keys(Chromium.escape());
        browser.keys("j");
        browser.keys("j");
        browser.keys("k");
        assertThat(browser.count("tr.at")).isEqualTo(1);
        assertThat(browser.ask("document.querySelector('tbody tr').classList.contains('at')"))
                .isEqualTo(true);
        browser.keys("?");
        assertThat(browser.count("dialog[open]")).isEqualTo(1);
        browser.keys(Chromium.escape());
        assertThat(browser.count("dialog[open]")).isZero();
        String first = browser.text("tbody tr a");
        browser.keys(Chromium.enter());
        await().untilAsserted(() -> assertThat(browser.text("h1")).isEqualTo("Route " + first));
    }

    @Test
    @Order(4)
    void sendsALetterAgainAsItWasEdited() {
        browser.open("/dead-letters/" + hub.deadLetters().get(0).id());
        browser.type("textarea", "{\"quantity\": 7}");
        browser.type("form.letter input[name=by]", "Ana");
        browser.type("form.letter input[name=why]", "a typing error");
        browser.press("Replay as it stands here");

        browser.awaitNotice("Sent on its way, as edited.");
        assertThat(browser.text()).contains("Ana (a typing error)");
        await().untilAsserted(() -> assertThat(SANDBOX.received("prices")).containsExactly("{\"quantity\": 7}"));
        assertThat(hub.deadLetters()).hasSize(3);
    }

    @Test
    @Order(5)
    void discardsOnlyWhatSomebodyIsSureOf() {
        browser.open("/dead-letters/" + hub.deadLetters().get(0).id());
        browser.press("Discard it");
        browser.press("Discard", "details[open] form");
        assertThat(hub.deadLetters()).hasSize(3);

        browser.click("input[name=sure]");
        browser.press("Discard", "details[open] form");
        browser.awaitNotice("Discarded.");
        assertThat(hub.deadLetters()).hasSize(2);
    }

    @Test
    @Order(6)
    void curesACauseOnceAndSendsAllOfItAgain() {
        int before = lastGeneration();
        RunningHub.route(folder, "prices.yaml", PRICES.replace("> 100", "> 1000"));
        await().until(() -> lastGeneration() > before);
        browser.open("/dead-letters");
        assertThat(browser.text("tbody tr")).startsWith("2 ").contains("Repair the route");
        browser.press("Replay or discard all 2");
        browser.press("Replay 2");

        await().untilAsserted(() -> assertThat(hub.deadLetters()).isEmpty());
        await().untilAsserted(() -> {
            browser.open("/dead-letters");
            assertThat(browser.text()).contains("0 dead letters", "2 of 2", "replayed");
        });
        await().untilAsserted(() -> assertThat(SANDBOX.received("prices")).hasSize(2));
    }

    private static int lastGeneration() {
        return hub.reload().history().stream()
                .mapToInt(Generation::number)
                .max()
                .orElseThrow();
    }

    @Test
    @Order(7)
    void goesBackToAnEarlierGenerationAndShowsWhatItChanged() throws Exception {
        int cured = lastGeneration();
        browser.open("/generations/" + cured);
        assertThat(browser.text(".diff .added")).contains(".quantity > 1000");
        int before = cured - 1;
        browser.open("/generations/" + before);
        browser.type("input[name=by]", "Ana");
        browser.click("input[name=sure]");
        browser.press("Roll back to " + before);

        browser.awaitNotice("Generation %d runs again".formatted(before));
        assertThat(Files.readString(folder.resolve("routes/prices.yaml"))).isEqualTo(PRICES);
    }

    @Test
    @Order(8)
    void pausesAndResumesTheScheduleOfARoute() {
        browser.open("/routes/announce-standup");
        browser.press("Pause");
        browser.press("Pause", "details[open] form");
        browser.awaitNotice("Paused, until it is resumed.");
        assertThat(hub.status().paused()).contains("announce-standup");
        browser.press("Resume");
        browser.press("Resume", "details[open] form");
        browser.awaitNotice("Resumed.");
        assertThat(hub.status().paused()).isEmpty();
    }

    @Test
    @Order(9)
    void worksWithoutScripts() {
        order(900);
        browser.scripts(false);
        try {
            await().untilAsserted(() -> {
                browser.open("/dead-letters");
                assertThat(browser.text()).contains("1 dead letter", "Order … is too large");
            });
            browser.press("Replay or discard");
            browser.click("details[open] input[name=sure]");
            browser.press("Discard 1");
            await().untilAsserted(() -> assertThat(hub.deadLetters()).isEmpty());
            for (String path : List.of("/", "/schedules", "/messages", "/routes", "/routes/fan-out", "/channels")) {
                browser.open(path);
                assertThat(browser.text("h1")).isNotEmpty();
            }
            assertThat(browser.text("tbody tr")).contains("alerts", "fan-out");
        } finally {
            browser.scripts(true);
        }
    }

    private static DeadLetter letter(int number) {
        return new DeadLetter(
                "%016X-%08X".formatted(number * 7919L, number),
                Instant.now().minusSeconds(number),
                Instant.now().minusSeconds(number),
                "prices",
                "platform-http:///prices",
                "/prices",
                false,
                "prices",
                1,
                new DeadLetter.Reason(DeadLetter.Kind.route, null, null, "Order A-%d is too large".formatted(number)),
                List.of(),
                "text",
                "{\"quantity\": %d}".formatted(number));
    }

    @Test
    @Order(10)
    void showsAFewOfThousandsOfLettersAndCountsAll() {
        hub.keep(IntStream.range(0, LETTERS).mapToObj(ConsoleIT::letter).toList());
        browser.open("/dead-letters");
        await().untilAsserted(() -> {
            browser.open("/dead-letters");
            assertThat(browser.text()).contains("%,d dead letters".formatted(LETTERS));
        });

        assertThat(browser.count("tbody tr")).isLessThan(10);
        browser.click("tbody a");
        assertThat(browser.count("#letters tbody tr")).isEqualTo(100);
        assertThat(browser.text(".pager")).contains("Page 1 of " + LETTERS / 100);
        browser.screenshot("dead-letters-many");
    }
}
