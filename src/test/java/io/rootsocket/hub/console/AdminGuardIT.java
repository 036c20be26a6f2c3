package io.rootsocket.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.console.html.Console;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RawHttp;
import io.rootsocket.hub.testing.RawHttp.Reply;
import io.rootsocket.hub.testing.RunningHub;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger, a page of another site, or a name that was made to point here can do at the admin door: nothing. */
@ManualRow({
    "a name that points to 127.0.0.1 (DNS rebinding)",
    "a page of another site posts `text/plain` to the admin port",
    "a browser without its session's CSRF token"
})
class AdminGuardIT {

    private static final String JSON = "Content-Type: application/json";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    @TempDir
    static Path folder;

    private static RunningHub hub;
    private static RawHttp door;

    @BeforeAll
    static void start() {
        RunningHub.route(folder, "tick.yaml", """
                - route:
                    id: tick
                    from:
                      uri: schedule:tick
                      parameters:
                        cron: "0 0 8 * * ?"
                        zone: UTC
                      steps:
                        - log: tick
                """);
        hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "a-key", Map.of())
                .withoutProblems();
        door = new RawHttp(URI.create(hub.adminUrl()).getPort());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** What the router itself knows, so that no path can be forgotten here. */
    record Call(String method, String path) {

        boolean changes() {
            return !method.equals("GET");
        }

        /** Whether it is for a browser's eyes, and takes forms in the place of JSON. */
        boolean isOfPage() {
            return Console.isPage(path);
        }

        Reply send(String... headers) {
            return door.send(method, path, changes() ? "{}" : "", headers);
        }
    }

    static List<Call> calls() {
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(door.port());
        return VertxPlatformHttpRouter.lookup(hub.camel(), name).getRoutes().stream()
                .filter(route -> route.methods() != null)
                .flatMap(route -> route.methods().stream()
                        .map(method -> new Call(method.name(), route.getPath().replaceAll(":[a-z]+", "tick"))))
                .distinct()
                .sorted(Comparator.comparing(Call::path).thenComparing(Call::method))
                .toList();
    }

    static Stream<Call> changes() {
        return calls().stream().filter(Call::changes).filter(call -> !call.isOfPage());
    }

    static Stream<Call> forms() {
        return calls().stream().filter(Call::changes).filter(Call::isOfPage);
    }

    @Test
    void knowsThePathsOfCamelAndOfTheHub() {
        assertThat(calls())
                .contains(
                        new Call("GET", "/observe/health"),
                        new Call("GET", "/observe/metrics"),
                        new Call("GET", "/api/status"),
                        new Call("POST", "/api/rollback"),
                        new Call("POST", "/api/dead-letters/discard"),
                        new Call("DELETE", "/api/session"))
                .hasSizeGreaterThan(18);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void refusesAForeignHost(Call call) {
        for (String host : List.of(
                "evil.example",
                "evil.example:%d".formatted(door.port()),
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "127.0.0.1.nip.io",
                "10.1.2.3",
                "0.0.0.0",
                "2130706433",
                "127.1",
                "[2001:db8::1]")) {
            Reply reply =
                    door.sendAsIs("%s %s HTTP/1.1".formatted(call.method(), call.path()), "{}", "Host: " + host, JSON);
            assertRefused(reply, 403);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void refusesAHostThatIsNotClear(Call call) {
        String line = "%s %s HTTP/1.1".formatted(call.method(), call.path());
        String http10 = "%s %s HTTP/1.0".formatted(call.method(), call.path());
        String absolute = "%s http://127.0.0.1%s HTTP/1.1".formatted(call.method(), call.path());
        String ours = "Host: 127.0.0.1:" + door.port();

        for (Reply reply : List.of(
                door.sendAsIs(line, "{}", JSON),
                door.sendAsIs(http10, "{}", JSON),
                door.sendAsIs(line, "{}", JSON, ours, "Host: evil.example"),
                door.sendAsIs(line, "{}", JSON, "Host: evil.example", ours),
                door.sendAsIs(line, "{}", JSON, ours, ours),
                door.sendAsIs(absolute, "{}", JSON, ours),
                door.sendAsIs(line, "{}", JSON, "Host:"),
                door.sendAsIs(line, "{}", JSON, "Host: evil.example@127.0.0.1"),
                door.sendAsIs(line, "{}", JSON, "Host: localhost, evil.example"),
                door.sendAsIs(line, "{}", JSON, "Host: localhost/evil.example"),
                door.sendAsIs(line, "{}", JSON, "Host: localhost.."),
                door.sendAsIs(line, "{}", JSON, "Host: localhost:0"),
                door.sendAsIs(line, "{}", JSON, "Host: localhost:99999"),
                door.sendAsIs(line, "{}", JSON, "Host: localhost:80:80"))) {
            assertRefused(reply, 400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost.",
                "localhost:1",
                "127.0.0.1",
                "127.0.0.1:65535",
                "127.3.2.1",
                "[::1]",
                "[::1]:9090",
                "[0:0:0:0:0:0:0:1]"
            })
    void answersUnderItsOwnNames(String host) {
        assertThat(door.sendAsIs("GET /api/status HTTP/1.1", "", "Host: " + host)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void refusesWhatAPageOfAnotherSiteSends(Call call) {
        for (String header : List.of(
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1",
                "Origin: http://127.0.0.1:1",
                "Origin: http://localhost:" + door.port(),
                "Origin: file://",
                "Origin: chrome-extension://abcdef",
                "Origin: http://127.0.0.1:%d.evil.example".formatted(door.port()),
                "Origin: http://evil.example@127.0.0.1:" + door.port(),
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: Cross-Site",
                "Sec-Fetch-Site: same-origin, cross-site")) {
            assertRefused(call.send(JSON, header), 403);
        }
        assertRefused(call.send(JSON, "Origin: http://127.0.0.1:" + door.port(), "Origin: http://evil.example"), 403);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void takesOnlyJson(Call call) {
        for (String[] headers : new String[][] {
            {},
            {"Content-Type: text/plain"},
            {FORM},
            {"Content-Type: multipart/form-data; boundary=x"},
            {"Content-Type:"},
            {"Content-Type: text/plain, application/json"},
            {"Content-Type: application/json, text/plain"},
            {"Content-Type: text/plain; x=application/json"},
            {"Content-Type: application/json-patch+json"},
            {"Content-Type: application/jsonp"},
            {"Content-Type: application/json; charset=utf-16"},
            {JSON, "Content-Type: text/plain"},
            {JSON, "Content-Encoding: gzip"}
        }) {
            assertRefused(call.send(headers), 415);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void takesOnlyForms(Call call) {
        for (String[] headers : new String[][] {
            {},
            {JSON},
            {"Content-Type: text/plain"},
            {"Content-Type: multipart/form-data; boundary=x"},
            {"Content-Type: application/x-www-form-urlencoded; charset=utf-16"},
            {"Content-Type: text/plain; x=application/x-www-form-urlencoded"},
            {FORM, JSON}
        }) {
            assertRefused(call.send(headers), 415);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void letsNobodySendAFormWithoutTheProofOfItsPage(Call call) {
        if (call.path().equals(Console.LOGIN)) {
            return;
        }
        String cookie = login().cookie();
        String csrf = login().csrf();
        for (String body : List.of("", "csrf=", "csrf=" + csrf, "csrf=x&csrf=" + csrf, "CSRF=" + csrf)) {
            for (String[] headers : new String[][] {{FORM}, {FORM, cookie}, {FORM, cookie, cookie}}) {
                Reply reply = door.send("POST", call.path(), body, headers);
                assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
                assertHasSecurityHeaders(reply);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void letsABrowserChangeNothingWithoutItsSession(Call call) {
        if (call.equals(new Call("POST", "/api/session"))) {
            return;
        }
        String own = "Origin: http://127.0.0.1:" + door.port();
        String cookie = login().cookie();
        String csrf = login().csrf();

        assertRefused(call.send(JSON, own), 403);
        assertRefused(call.send(JSON, "Sec-Fetch-Site: same-origin"), 403);
        assertRefused(call.send(JSON, cookie), 403);
        assertRefused(call.send(JSON, cookie, "X-CSRF-Token: " + csrf), 403);
        assertRefused(call.send(JSON, cookie, "X-CSRF-Token:"), 403);
        assertRefused(call.send(JSON, own, "X-CSRF-Token: " + csrf), 403);
        assertRefused(call.send(JSON, cookie, "X-CSRF-Token: " + login(cookie).csrf(), cookie), 403);
    }

    @Test
    void letsABrowserWithItsSessionDoWhatItIsFor() throws Exception {
        Login login = login();
        String own = "Origin: http://127.0.0.1:" + door.port();

        Reply paused = door.send(
                "POST", "/api/schedules/tick/pause", "{}", JSON, own, login.cookie(), "X-CSRF-Token: " + login.csrf());
        Reply shown = door.send("GET", "/api/session", "", login.cookie());
        Reply ended =
                door.send("DELETE", "/api/session", "", JSON, own, login.cookie(), "X-CSRF-Token: " + login.csrf());

        assertThat(paused.status()).isEqualTo(200);
        assertThat(Wire.readTree(shown.body()).path("csrfToken").asText()).isEqualTo(login.csrf());
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertRefused(door.send("GET", "/api/session", "", login.cookie()), 404);
    }

    @Test
    void givesASessionThatNoScriptAndNoOtherSiteCanUse() {
        Reply plain = door.send("POST", "/api/session", "", JSON);

        assertThat(plain.header("Set-Cookie").orElseThrow())
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict", "Path=/;")
                .startsWith("rootsocket-hub-%d=".formatted(door.port()))
                .doesNotContain("Secure", "Domain");
    }

    @Test
    void believesNobodyWhoSaysThatTheConnectionIsSecure() {
        assertThat(door.send("POST", "/api/session", "", JSON, "X-Forwarded-Proto: https", "Forwarded: proto=https")
                        .header("Set-Cookie")
                        .orElseThrow())
                .doesNotContain("Secure");
        assertThat(door.sendAsIs("POST /api/session HTTP/1.1", "", JSON, "Host: localhost", "Origin: https://localhost")
                        .header("Set-Cookie")
                        .orElseThrow())
                .contains("Secure");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void saysWhichMethodsAPathTakes(Call call) {
        for (String method : List.of("PUT", "PATCH", "OPTIONS", "TRACE", "HEAD", "FOO")) {
            Reply reply = door.send(method, call.path(), "");
            assertThat(reply.status()).as(method).isEqualTo(405);
            assertThat(reply.header("Allow").orElseThrow()).contains(call.method());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/assets",
                "/assets/x",
                "/api",
                "/api/nothing",
                "/api/status/more",
                "/api/schedules/tick/explode",
                "/api/../nothing",
                "/observe",
                "/q/health",
                "/%2e%2e/etc/passwd"
            })
    void saysThatThereIsNoSuchPath(String path) {
        assertRefused(door.send("GET", path, ""), 404);
        assertRefused(door.send("POST", path, "", JSON), 404);
    }

    @Test
    void saysSoOfWhatIsNoPathAtAll() {
        assertRefused(door.send("OPTIONS", "*", ""), 404);
        assertRefused(door.send("GET", "evil", ""), 404);
        assertRefused(door.send("CONNECT", "evil.example:443", ""), 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/generations?last=-1 | whole number from 0 to 1000",
                "/api/generations?last=abc | whole number",
                "/api/generations?last= | whole number",
                "/api/generations?last=%2B3 | whole number",
                "/api/generations?last=99999999999999999999 | whole number",
                "/api/generations?last=1.5 | whole number",
                "/api/generations?last=1&last=2 | twice",
                "/api/generations?first=1 | Use `last`",
                "/api/routes?x=1 | not known",
                "/api/status?x=1 | not known",
                "/api/session?x=1 | not known",
                "/api/schedules?x | not known",
                "/api/schedules/occurrences?from=yesterday | not a time",
                "/api/schedules/occurrences?to= | not a time",
                "/api/schedules/occurrences?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | after",
                "/api/schedules/occurrences?from=2026-01-01T00:00:00Z&to=2036-01-01T00:00:00Z | 400 days",
                "/api/schedules/occurrences?from=-1000000000-01-01T00:00:00Z | beyond",
                "/api/schedules/occurrences?from=%2B1000000000-12-31T23:59:59.999999999Z | beyond",
                "/api/schedules/occurrences?form=2026-01-01T00:00:00Z | Use `from`, `to`",
                "/api/schedules/ledger?from=%2B1000000000-12-31T23:59:59.999999999Z | beyond",
                "/api/schedules/ledger?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | after",
                "/api/schedules/ledger?from=-999999999-01-01T00:00:00Z&to=%2B999999999-01-01T00:00:00Z | beyond",
                "/api/dead-letters?limit=-1 | whole number from 0 to 1000",
                "/api/dead-letters?limit=1001 | whole number from 0 to 1000",
                "/api/dead-letters?limit=9999999999999 | whole number",
                "/api/dead-letters?kind=bogus | no kind",
                "/api/dead-letters?olderThan=5 | not an age",
                "/api/dead-letters?all=true | not known",
                "/api/dead-letters?chanel=news | not known",
                "/api/dead-letters/none?x=1 | not known"
            })
    void saysWhatIsWrongWithAQuestion(String path, String reason) throws Exception {
        Reply reply = door.send("GET", path, "");

        assertRefused(reply, 400);
        assertThat(Wire.readTree(reply.body()).path("detail").asText()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "/api/rollback | {} | `generation` is missing",
                "/api/rollback | | `generation` is missing",
                "/api/rollback | {\"generation\":\"1\"} | `generation` must be a whole number",
                "/api/rollback | {\"generation\":1.5} | `generation` must be a whole number",
                "/api/rollback | {\"generation\":true} | `generation` must be a whole number",
                "/api/rollback | {\"generation\":null} | `generation` is missing",
                "/api/rollback | {\"generation\":[1]} | `generation` must be a whole number",
                "/api/rollback | {\"generation\":1,\"generation\":2} | not JSON",
                "/api/rollback | {\"genration\":1} | Use `generation`",
                "/api/rollback | {\"generation\":1} {} | not JSON",
                "/api/rollback | {\"generation\":99999999999} | cannot be",
                "/api/rollback | [1] | must be a JSON object",
                "/api/rollback | 1 | must be a JSON object",
                "/api/rollback | null | must be a JSON object",
                "/api/rollback | \"x\" | must be a JSON object",
                "/api/rollback | {\"generation\": | not JSON",
                "/api/reload | {\"now\":true} | Use `maxChange`",
                "/api/schedules/tick/run-now | {\"by\":7} | `by` must be a text",
                "/api/schedules/tick/pause | {\"by\":\"\"} | name",
                "/api/schedules/tick/pause | {\"who\":\"me\"} | Use `by`",
                "/api/schedules/tick/skip | {} | `occurrence` is missing",
                "/api/schedules/tick/skip | {\"occurrence\":\"soon\"} | `occurrence` must be a time",
                "/api/schedules/tick/skip | {\"occurrence\":1700000000} | `occurrence` must be a time",
                "/api/schedules/tick/skip | {\"occurrence\":\"+1000000000-12-31T23:59:59Z\"} | beyond",
                "/api/schedules/tick/skip | {\"occurrence\":\"2001-01-01T08:00:00Z\"} | will not be due",
                "/api/schedules/changes | {} | `schedules` is missing",
                "/api/schedules/changes | {\"schedules\":\"x\"} | `schedules` must be a list",
                "/api/schedules/changes | {\"schedules\":[\"no schedule\"]} | not a schedule",
                "/api/schedules/changes?from=x | {\"schedules\":[]} | not a time",
                "/api/dead-letters/discard | {} | Say which",
                "/api/dead-letters/discard | {\"all\":\"true\"} | `all` must be true or false",
                "/api/dead-letters/discard | {\"all\":true,\"channel\":\"news\"} | Say which",
                "/api/dead-letters/discard | {\"channel\":5} | `channel` must be a text",
                "/api/dead-letters/discard | {\"chanel\":\"news\"} | Use `id`, `channel`, `route`, `kind`",
                "/api/dead-letters/replay | {\"all\":true,\"limit\":-1} | no limit",
                "/api/dead-letters/replay | {\"all\":true,\"limit\":\"5\"} | `limit` must be a whole number",
                "/api/dead-letters/replay | {\"kind\":\"bogus\"} | `kind` must be one of retry",
                "/api/dead-letters/replay | {\"kind\":1} | `kind` must be one of retry",
                "/api/session | {\"tokn\":\"x\"} | Use `token`"
            })
    void saysWhatIsWrongWithARequest(String path, String body, String reason) throws Exception {
        Reply reply = door.send("POST", path, body == null ? "" : body, JSON);

        assertRefused(reply, 400);
        assertThat(Wire.readTree(reply.body()).path("detail").asText()).contains(reason);
    }

    @Test
    void saysThatThereIsNoSuchThing() {
        assertRefused(door.send("POST", "/api/schedules/no-route/pause", "", JSON), 404);
        assertRefused(door.send("POST", "/api/schedules/%2e%2e%2f/run-now", "", JSON), 400);
        assertRefused(door.send("POST", "/api/rollback", "{\"generation\":-1}", JSON), 404);
        assertRefused(door.send("GET", "/api/dead-letters/none", ""), 404);
    }

    @Test
    void refusesABodyOverTheLimit() {
        assertRefused(door.send("POST", "/api/rollback", " ".repeat(10_001), JSON), 413);
        assertRefused(door.send("POST", "/api/schedules/tick/pause", " ".repeat(10_001), JSON), 413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no HTTP at all",
                "GET /%zz HTTP/1.1",
                "GET /api/status?x=%zz HTTP/1.1",
                "GET /api/dead-letters/%zz HTTP/1.1",
                "GET /api/schedules/%/x HTTP/1.1"
            })
    void answersInJsonWhatCannotBeRead(String firstLine) {
        assertRefused(door.sendAsIs(firstLine, "", "Host: localhost"), 400);
    }

    @Test
    void answersInJsonAHeadThatIsTooLong() {
        assertRefused(door.send("GET", "/api/status?" + "x".repeat(9_000), ""), 400);
        assertRefused(door.send("GET", "/api/status", "", "X-Long: " + "x".repeat(9_000)), 400);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void tellsBrowsersToKeepAndRunNothing(Call call) {
        if (!call.changes()) {
            assertHasSecurityHeaders(call.send());
        }
        assertHasSecurityHeaders(call.send(FORM));
    }

    @Test
    void didNothingOfAllThat() {
        for (String path : List.of("/api/status", "/api/routes", "/api/generations", "/observe/health")) {
            assertThat(door.send("GET", path, "").status()).isEqualTo(200);
        }
        assertThat(hub.reload().history()).hasSize(1);
    }

    private record Login(String cookie, String csrf) {}

    private static Login login(String... headers) {
        Reply reply = door.send(
                "POST",
                "/api/session",
                "",
                Stream.concat(Stream.of(JSON), Stream.of(headers)).toArray(String[]::new));
        assertThat(reply.status()).isEqualTo(200);
        try {
            return new Login(
                    "Cookie: " + reply.header("Set-Cookie").orElseThrow().split(";")[0],
                    Wire.readTree(reply.body()).path("csrfToken").asText());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(reply.body(), e);
        }
    }

    private static void assertRefused(Reply reply, int status) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.body()).startsWith("{\"detail\":\"");
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertHasSecurityHeaders(reply);
    }

    private static void assertHasSecurityHeaders(Reply reply) {
        assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("X-Frame-Options")).contains("DENY");
        assertThat(reply.header("Referrer-Policy").orElseThrow()).isIn("no-referrer", "same-origin");
        assertThat(reply.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    }
}
