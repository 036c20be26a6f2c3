package io.rootsocket.hub.console.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.schedule.backfill.BackfillProgress;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.testing.RawHttp;
import io.rootsocket.hub.testing.RawHttp.Reply;
import io.rootsocket.hub.testing.RunningHub;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of a hub with schedules and with a file that does not run, as a browser without scripts meets them. */
class PagesIT {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String HTML = "Accept: text/html";
    private static final String NAME = "nightly <img src=x onerror=alert(1)>";

    @TempDir
    static Path folder;

    private static RunningHub hub;
    private static RawHttp door;
    private static Browser browser;

    @BeforeAll
    static void start() {
        RunningHub.route(folder, "nightly.yaml", daily(NAME));
        RunningHub.route(folder, "steered.yaml", daily("steered"));
        RunningHub.route(folder, "filled.yaml", daily("filled"));
        RunningHub.route(folder, "orders.yaml", """
                - route:
                    id: orders
                    from:
                      uri: platform-http:/orders
                      steps:
                        - setProperty: {name: size, jq: .size}
                        - setBody: {simple: '{"size":${exchangeProperty.size},"by":"the hub"}'}
                        - to: rootsocket:message?channel=orders.new
                """);
        RunningHub.route(folder, "broken.yaml", "- route:\n    from:\n      uri: 'timer:x?<b>=1'\n      steps: []\n");
        hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "a-key", Map.of());
        door = new RawHttp(URI.create(hub.adminUrl()).getPort());
        browser = new Browser();
    }

    private static String daily(String id) {
        return """
                - route:
                    id: "%s"
                    from:
                      uri: schedule:tick
                      parameters: {cron: "0 0 3 * * ?", zone: Europe/Madrid}
                      steps:
                        - log: tick
                """.formatted(id);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Keeps cookies, and reads the proof out of the page that it shows. */
    private static final class Browser {

        private final Map<String, String> cookies = new java.util.TreeMap<>();

        Document open(String path) {
            Reply reply = door.send("GET", path, "", HTML, cookie());
            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
            keep(reply);
            return Jsoup.parse(reply.body());
        }

        /** Sends a form of the page, and comes back to where it leads. */
        Document send(Document page, String action, String... fields) {
            String csrf = page.select("form[action=%s] input[name=csrf]".formatted(action))
                    .attr("value");
            var body = new StringBuilder("csrf=" + csrf);
            for (int i = 0; i < fields.length; i += 2) {
                body.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
            }
            Reply reply = door.send("POST", action, body.toString(), FORM, HTML, cookie());
            assertThat(reply.status()).as(reply.toString()).isEqualTo(303);
            keep(reply);
            return open(reply.header("Location").orElseThrow());
        }

        private void keep(Reply reply) {
            for (String line : reply.head()) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("set-cookie:")) {
                    String[] pair = line.substring("set-cookie:".length())
                            .strip()
                            .split(";")[0]
                            .split("=", 2);
                    cookies.put(pair[0], pair[1]);
                }
            }
        }

        private String cookie() {
            return "Cookie: "
                    + cookies.entrySet().stream()
                            .filter(one -> !one.getValue().isEmpty())
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(java.util.stream.Collectors.joining("; "));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Stream<String> paths() {
        return Stream.of(
                "/",
                "/schedules",
                "/schedules/" + encoded(NAME),
                "/backfill",
                "/backfill?from=2026-01-01T00:00&route=filled",
                "/messages",
                "/messages?text=x&kind=webhook&from=2026-01-01T00:00",
                "/replays?route=orders");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void runsNothingThatIsNotTheHubsOwn(String path) {
        Reply reply = door.send("GET", path, "", HTML);
        Document page = Jsoup.parse(reply.body());

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.select("script:not([src]), style, [style], img[src=x], b"))
                .isEmpty();
        assertThat(page.select("script[src], link[href], img[src]"))
                .allMatch(asset -> (asset.attr("src") + asset.attr("href")).startsWith("/assets/"));
        for (Element element : page.getAllElements()) {
            assertThat(element.attributes().asList())
                    .as(element.toString())
                    .noneMatch(attribute -> attribute.getKey().startsWith("on")
                            || attribute.getKey().startsWith("hx-on"));
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void canBeReadByWhoDoesNotSeeIt(String path) {
        Document page = browser.open(path);

        assertThat(page.select("html[lang=en]")).hasSize(1);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("main, header, nav")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(page.select("table:not(:has(caption))")).isEmpty();
        assertThat(page.select("svg[role=img]:not([aria-label])")).isEmpty();
        assertThat(page.select("input:not([type=hidden])"))
                .allMatch(field -> field.hasAttr("aria-label") || field.closest("label") != null);
        assertThat(page.select("time")).allMatch(time -> time.attr("title").matches(".+ \\S+ · .+ UTC"));
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.select("p.same code").text()).startsWith("./hub ");
    }

    @Test
    void saysWhichLogLevelsSomebodyHasChangedAndUntilWhen() {
        assertThat(browser.open("/").select(".facts dt").eachText()).doesNotContain("Log levels");
        setLogLevel("{\"logger\":\"outbox\",\"level\":\"debug\",\"lasting\":\"1h\",\"by\":\"ann\",\"why\":\"<slow>\"}");
        setLogLevel("{\"logger\":\"orders\",\"level\":\"off\",\"by\":\"bob\"}");

        assertThat(browser.open("/")
                        .select(".facts dt:contains(Log levels) + dd")
                        .text())
                .containsPattern(
                        "io\\.rootsocket\\.hub\\.outbox: debug instead of (info|warn|error), until \\S.* \\(in \\d+ min\\), by ann")
                .contains("<slow>", "orders: off instead of", "until the next start, by bob");

        setLogLevel("{\"logger\":\"outbox\"}");
        setLogLevel("{\"logger\":\"orders\"}");
        assertThat(browser.open("/").select(".facts dt").eachText()).doesNotContain("Log levels");
    }

    private static void setLogLevel(String request) {
        Reply reply = door.send("POST", "/api/log", request, "Content-Type: application/json");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    @Test
    void saysWhatDoesNotRunAndWhere() {
        Document page = browser.open("/");

        assertThat(page.select("p.health.bad").text()).contains("1 file does not run as written");
        assertThat(page.select("td.mono").text()).isEqualTo("broken.yaml:3");
        assertThat(page.select("td.wide").text()).contains("<b>");
        assertThat(page.select(".lanes tbody tr")).hasSize(3);
        assertThat(page.select(".lanes tbody tr:first-child use.coming")).hasSize(1);
    }

    @Test
    void steersOneScheduleAndManyWithWhoAndWhy() {
        String route = "steered";
        Document list = browser.open("/schedules");

        Document paused = browser.send(
                list,
                "/schedules",
                "act",
                "pause",
                "route",
                route,
                "back",
                "/schedules?q=steered",
                "by",
                "Ann",
                "why",
                "the shop moves");
        Document one = browser.open("/schedules/steered");
        Document resumed = browser.send(one, "/schedules/steered", "act", "resume", "back", "/schedules/steered");
        String due = resumed.select("button[value^=skip]").attr("value");
        Document skipped =
                browser.send(resumed, "/schedules/steered", "act", due, "by", "Ann", "back", "/schedules/steered");
        Instant occurrence = Instant.parse(due.substring("skip ".length()));

        assertThat(paused.select("p.notice.good").text()).isEqualTo("Paused: steered.");
        assertThat(paused.select("tr[data-key=steered]").text()).contains("paused");
        assertThat(one.select("p.notice")).as("what was done is said once").isEmpty();
        assertThat(one.select("input[name=by]").attr("value"))
                .as("who one is, is known from then on")
                .isEqualTo("Ann");
        assertThat(resumed.select("p.notice.good").text()).isEqualTo("Fires again: steered.");
        assertThat(skipped.select("p.notice.good").text()).startsWith("Skipped: steered at ");
        assertThat(hub.schedules().ledger(occurrence, occurrence.plusSeconds(1), Optional.of(route)))
                .extracting(LedgerEntry::outcome, LedgerEntry::askedBy)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Outcome.SKIPPED, "Ann"));
        assertThat(browser.send(skipped, "/schedules/steered", "act", "un" + due, "back", "/schedules/steered")
                        .select("p.notice.good")
                        .text())
                .startsWith("Not skipped any more: ");
        assertThat(browser.send(list, "/schedules", "act", "pause", "back", "/schedules")
                        .select("p.notice.bad")
                        .text())
                .isEqualTo("Tick the schedules that you mean.");
    }

    @Test
    void runsWhatWasNeverRunAndNothingTwice() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String from = today.minusDays(4) + "T00:00";
        String to = today.minusDays(1) + "T00:00";
        String asked = "/backfill?route=filled&every=100ms&from=%s&to=%s".formatted(from, to);

        Document counted = browser.open(asked);
        browser.send(
                counted,
                "/backfill",
                "route",
                "filled",
                "from",
                from,
                "to",
                to,
                "every",
                "100ms",
                "by",
                "Ann",
                "why",
                "lost",
                "back",
                "/schedules");

        assertThat(counted.select("form.start button").text()).isEqualTo("Run 3 occurrences");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> hub.schedules().backfills().stream().noneMatch(BackfillProgress::runs)
                        && filled().stream().noneMatch(entry -> entry.outcome() == Outcome.RUNNING));
        assertThat(filled()).hasSize(3).allMatch(entry -> entry.outcome() == Outcome.DELIVERED);
        assertThat(filled()).extracting(LedgerEntry::askedBy).containsOnly("Ann (lost)");
        assertThat(browser.open(asked).select("form.start")).isEmpty();
        assertThat(browser.send(counted, "/backfill", "route", "filled", "from", from, "to", to, "back", "/backfill")
                        .select("p.notice.bad")
                        .text())
                .contains("There is nothing to run");
        assertThat(browser.open("/schedules").expectFirst("table").text()).contains("done", "3 of 3", "Ann (lost)");
    }

    private static List<LedgerEntry> filled() {
        Instant now = Instant.now();
        return hub.schedules().ledger(now.minus(Duration.ofDays(10)), now, Optional.of("filled"));
    }

    @Test
    void tellsWhoListensWhatChanges() throws Exception {
        var lines = new ArrayList<String>();
        HttpResponse<InputStream> stream = listen(HttpClient.newHttpClient(), "/schedules?q=nightly");
        var reading = CompletableFuture.runAsync(() -> new BufferedReader(
                        new InputStreamReader(stream.body(), StandardCharsets.UTF_8))
                .lines()
                .forEach(line -> {
                    synchronized (lines) {
                        lines.add(line);
                    }
                }));
        try (InputStream body = stream.body()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> events(lines) == 1);
            hub.schedules().pause(NAME, "ann");
            await().atMost(Duration.ofSeconds(60)).until(() -> events(lines) == 2);
            synchronized (lines) {
                assertThat(String.join("\n", lines)).contains("paused").doesNotContain("<html", "<img");
            }
        }
        hub.schedules().resume(NAME, "ann");
        await().until(reading::isDone);
    }

    @Test
    void leavesConnectionsToWhoAsksHoweverManyListen() throws Exception {
        var http = HttpClient.newHttpClient();
        var open = new ArrayList<InputStream>();
        int refused = 0;
        for (int i = 0; i < 70; i++) {
            HttpResponse<InputStream> answer = listen(http, "/schedules?q=none");
            refused += answer.statusCode() == 503 ? 1 : 0;
            open.add(answer.body());
        }

        assertThat(refused).isGreaterThanOrEqualTo(70 - 32);
        assertThat(hub.admin("/api/status").statusCode()).isEqualTo(200);
        for (InputStream body : open) {
            body.close();
        }
        await("who leaves makes room").atMost(Duration.ofSeconds(60)).until(() -> {
            HttpResponse<InputStream> answer = listen(http, "/schedules?q=none");
            answer.body().close();
            return answer.statusCode() == 200;
        });
    }

    private static HttpResponse<InputStream> listen(HttpClient http, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(hub.adminUrl() + path))
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static long events(List<String> lines) {
        synchronized (lines) {
            return lines.stream().filter("event: page"::equals).count();
        }
    }

    @Test
    void explainsAMessageFromWhereItCameToWhereItIs() {
        String id = hub.post(
                        "/orders",
                        "{\"size\":2.50,\"note\":\"explained <img src=x> \u202e\"}",
                        "Content-Type",
                        "application/json")
                .headers()
                .firstValue("X-Message-Id")
                .orElseThrow();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> browser.open("/messages?text=EXPLAINED&route=orders")
                        .select("tr[data-key] .state")
                        .text()
                        .equals("waiting"));
        Document list = browser.open("/messages?route=orders&kind=webhook&text=explained");
        Document one = browser.open("/messages/" + id);

        assertThat(list.select("tbody tr")).hasSize(1);
        assertThat(list.select("tbody td").eachText()).contains("webhook", "orders", "orders.new", "waiting");
        assertThat(list.select("option[selected]").eachText()).containsExactly("webhook");
        assertThat(list.select("p.same code").text())
                .isEqualTo("./hub messages --route orders --kind webhook --text explained");
        assertThat(one.expectFirst("dl.facts").text()).contains("POST /orders", "orders.yaml:4");
        assertThat(one.expectFirst("pre.body").text()).contains("\"size\" : 2.50", "explained <img src=x> \\u202e");
        assertThat(one.select("img[src=x]")).isEmpty();
        assertThat(one.select(".diff .gone").text()).contains("\"note\"");
        assertThat(one.select(".diff .new").text()).contains("\"by\" : \"the hub\"");
        assertThat(one.select("#live[data-live]")).as("it is on its way yet").hasSize(1);
        assertThat(browser.open("/messages?route=nobody").select("p.none").text())
                .isEqualTo("No message is like that.");
        assertThat(door.send("GET", "/messages/nobody-knows", "", HTML).status())
                .isEqualTo(404);
        assertThat(door.send("GET", "/messages?kind=pigeon", "", HTML).status()).isEqualTo(400);
        assertThat(door.send("GET", "/messages?before=x", "", HTML).status()).isEqualTo(400);
    }

    @Test
    void sendsAgainWhatCameInAfterItWasCounted() {
        String id = hub.post("/orders", "{\"size\":7}", "Content-Type", "application/json")
                .headers()
                .firstValue("X-Message-Id")
                .orElseThrow();
        Document counted = browser.open("/replays?id=" + id);

        browser.send(
                counted,
                "/replays",
                "id",
                id,
                "per-second",
                "1000",
                "by",
                "Ann",
                "why",
                "the shop was away",
                "back",
                "/replays");

        assertThat(counted.select("form.start button").text()).isEqualTo("Send 1 message again");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> browser.open("/replays")
                        .select("tbody tr")
                        .text()
                        .startsWith("1 done 1 of 1 0 Ann the shop was away"));
        assertThat(browser.send(counted, "/replays", "back", "/replays")
                        .select("p.notice.bad")
                        .text())
                .isEqualTo("Say which messages.");
    }

    @Test
    void saysOnAPageWhatIsNotThere() {
        Reply gone = door.send("GET", "/schedules/%3Cscript%3E", "", HTML);
        Reply nowhere = door.send("GET", "/nowhere", "", HTML);
        Reply wrong = door.send("GET", "/schedules?page=x", "", HTML);

        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body()).contains("<h1>There is nothing here</h1>", "No route `&lt;script&gt;` is scheduled");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.body()).contains("There is no such path here.");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("is not a whole number");
    }

    @Test
    void leadsNobodyElsewhereAfterAnAct() {
        Document list = browser.open("/schedules");
        String csrf = list.select("#steer input[name=csrf]").attr("value");

        for (String back : List.of("//evil.example", "https://evil.example", "/\\evil.example", "")) {
            Reply reply = door.send(
                    "POST",
                    "/schedules",
                    "act=x&csrf=%s&back=%s".formatted(csrf, encoded(back)),
                    FORM,
                    browser.cookie());
            assertThat(reply.header("Location")).contains("/");
        }
    }
}
