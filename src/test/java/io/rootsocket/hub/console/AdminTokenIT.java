package io.rootsocket.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.RawHttp;
import io.rootsocket.hub.testing.RawHttp.Reply;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An admin door that others can reach, and what its token is for. */
class AdminTokenIT {

    private static final String TOKEN = "a token of 30 characters, s\u00e9cret";
    private static final String BEARER = "Authorization: Bearer " + latin(TOKEN);
    private static final String JSON = "Content-Type: application/json";
    private static final String LOGIN = "{\"token\":\"%s\"}".formatted(TOKEN);

    @TempDir
    static Path folder;

    private static RunningHub hub;
    private static RawHttp door;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        hub = RunningHub.start(
                folder,
                URI.create("http://127.0.0.1:9"),
                "a-key",
                Map.of(
                        "HUB_ADMIN_HOST", "0.0.0.0",
                        "HUB_ADMIN_TOKEN", TOKEN,
                        "HUB_ADMIN_NAMES", "hub.example.com, Hub:9090"));
        door = new RawHttp(URI.create(hub.adminUrl()).getPort());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** RawHttp writes heads in ISO 8859-1; so this comes out as UTF-8. */
    private static String latin(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static Reply get(String path, String... headers) {
        return door.sendAsIs("GET %s HTTP/1.1".formatted(path), "", headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/status",
                "/api/session",
                "/observe/health",
                "/observe/health/live",
                "/observe/metrics",
                "/",
                "/messages/x",
                "/nothing"
            })
    void asksForTheTokenOnEveryPath(String path) {
        String own = "Host: localhost";

        for (Reply reply : List.of(
                get(path, own),
                get(path, own, "Authorization: Bearer other"),
                get(path, own, "Authorization: Basic " + TOKEN),
                get(path, own, "Authorization: " + TOKEN),
                get(path, own, "Authorization: Bearer"),
                get(path, own, BEARER, BEARER),
                get(path, own, "Cookie: rootsocket-hub-%d=x".formatted(door.port())),
                get(path + "?token=" + TOKEN.split(" ")[0], own))) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).contains("Bearer");
            assertThat(reply.body()).startsWith("{\"detail\":").contains("HUB_ADMIN_TOKEN");
        }
    }

    static Stream<String> ownNames() throws IOException {
        return Stream.concat(
                Stream.of("hub.example.com", "HUB.example.com.", "hub.example.com:443", "hub", "hub:9090", "hub:1"),
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .map(InetAddress::getHostAddress)
                        .filter(address -> !address.contains(":"))
                        .flatMap(address -> Stream.of(address, address + ":9090")));
    }

    @ParameterizedTest
    @MethodSource("ownNames")
    void answersABrowserUnderTheNamesThatWereSet(String host) throws Exception {
        Reply login = door.sendAsIs("POST /api/session HTTP/1.1", LOGIN, "Host: " + host, JSON);
        assertThat(login.status()).isEqualTo(200);
        String cookie = "Cookie: " + login.header("Set-Cookie").orElseThrow().split(";")[0];
        String csrf = Wire.readTree(login.body()).path("csrfToken").asText();

        Reply status = get("/api/status", "Host: " + host, cookie);
        Reply forgot = door.sendAsIs("POST /api/reload HTTP/1.1", "", "Host: " + host, JSON, cookie);
        Reply reload =
                door.sendAsIs("POST /api/reload HTTP/1.1", "", "Host: " + host, JSON, cookie, "X-CSRF-Token: " + csrf);

        assertThat(status.status()).isEqualTo(200);
        assertThat(forgot.status()).isEqualTo(403);
        assertThat(reload.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "www.hub.example.com", "hub.example.com.evil.example", "10.255.254.253"})
    void takesAForeignHostOnlyFromWhoSendsTheToken(String host) {
        assertThat(get("/api/status", "Host: " + host).status()).isEqualTo(403);
        assertThat(door.sendAsIs("POST /api/session HTTP/1.1", LOGIN, "Host: " + host, JSON)
                        .status())
                .isEqualTo(403);
        assertThat(door.sendAsIs(
                                "POST /api/session HTTP/1.1",
                                LOGIN,
                                "Host: " + host,
                                JSON,
                                "Authorization: Bearer other")
                        .status())
                .isEqualTo(401);
        assertThat(get("/api/status", "Host: " + host, BEARER).status()).isEqualTo(200);
        assertThat(get("/observe/health", "Host: " + host, BEARER).status()).isEqualTo(200);
    }

    @Test
    void takesThePageOfAProxyThatReplacesTheHost() {
        String upstream = "Host: 127.0.0.1:" + door.port();

        assertThat(get("/api/status", upstream, BEARER, "Origin: https://hub.example.com")
                        .status())
                .isEqualTo(200);
        assertThat(get("/api/status", upstream, BEARER, "Origin: http://hub:9090")
                        .status())
                .isEqualTo(200);
        for (String origin : List.of(
                "https://hub.example.com:8443", "http://hub", "https://evil.example", "https://x.hub.example.com")) {
            assertThat(get("/api/status", upstream, BEARER, "Origin: " + origin).status())
                    .as(origin)
                    .isEqualTo(403);
        }
    }

    @Test
    void letsAScriptWithTheTokenChangeThings() {
        assertThat(door.send("POST", "/api/reload", "", JSON, BEARER).status()).isEqualTo(200);
        assertThat(door.send("POST", "/api/reload", "", JSON, BEARER.replace("Bearer", "bearer"))
                        .status())
                .isEqualTo(200);
        assertThat(door.send("POST", "/api/reload", "", BEARER).status()).isEqualTo(415);
        assertThat(door.send("POST", "/api/reload", "", JSON, BEARER, "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void leadsABrowserToTheLoginAndBack() {
        String html = "Accept: text/html";
        String form = "Content-Type: application/x-www-form-urlencoded";
        String right = "to=%2Fschedules%3Fx%3D1&token=" + URLEncoder.encode(TOKEN, StandardCharsets.UTF_8);

        Reply page = get("/schedules?x=1", "Host: localhost", html);
        Reply login = get(page.header("Location").orElseThrow(), "Host: localhost", html);
        Reply wrong = door.send("POST", "/login", "to=%2Fschedules&token=x", form);
        Reply entered = door.send("POST", "/login", right, form);
        String cookie = "Cookie: " + entered.header("Set-Cookie").orElseThrow().split(";")[0];

        assertThat(page.status()).isEqualTo(303);
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.body()).contains("action=\"/login\"", "value=\"/schedules?x=1\"");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("Set-Cookie")).isEmpty();
        assertThat(wrong.body())
                .contains("This is not the hub&#39;s HUB_ADMIN_TOKEN.")
                .doesNotContain(TOKEN);
        assertThat(entered.status()).isEqualTo(303);
        assertThat(entered.header("Location")).contains("/schedules?x=1");
        assertThat(get("/", "Host: localhost", html, cookie).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/%0d%0aX:y"
            })
    void leadsNobodyElsewhereAfterTheLogin(String to) {
        String form = "Content-Type: application/x-www-form-urlencoded";
        String body = "token=%s&to=%s"
                .formatted(
                        URLEncoder.encode(TOKEN, StandardCharsets.UTF_8),
                        to.contains("%") ? to : URLEncoder.encode(to, StandardCharsets.UTF_8));

        assertThat(door.send("POST", "/login", body, form).header("Location")).contains("/");
    }

    @Test
    void showsWhoIsNotLoggedInHowTheLoginLooksAndNothingElse() {
        String assets =
                get("/login", "Host: localhost").body().replaceAll("(?s).*(/assets/[0-9a-f]+/hub\\.css).*", "$1");

        Reply style = get(assets, "Host: localhost");

        assertThat(style.status()).isEqualTo(200);
        assertThat(style.header("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(get(assets, "Host: evil.example").status()).isEqualTo(403);
        assertThat(get(assets.replaceAll("[0-9a-f]{12}", "000000000000"), "Host: localhost")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tellsNothingMoreToWhoHasLoggedOut() throws Exception {
        String form = "Content-Type: application/x-www-form-urlencoded";
        String cookie = door.send("POST", "/login", "token=" + URLEncoder.encode(TOKEN, StandardCharsets.UTF_8), form)
                .header("Set-Cookie")
                .orElseThrow()
                .split(";")[0];
        String csrf = get("/", "Host: localhost", "Cookie: " + cookie)
                .body()
                .replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        HttpResponse<Stream<String>> listening = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(hub.adminUrl() + "/"))
                                .header("Accept", "text/event-stream")
                                .header("Cookie", cookie)
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        var heard = CompletableFuture.runAsync(() -> listening.body().forEach(line -> {}));

        Reply left = door.send("POST", "/logout", "csrf=" + csrf, form, "Cookie: " + cookie);

        assertThat(listening.statusCode()).isEqualTo(200);
        assertThat(left.header("Location")).contains("/login");
        await().atMost(Duration.ofSeconds(60)).until(heard::isDone);
        assertThat(get("/", "Host: localhost", "Cookie: " + cookie).status()).isEqualTo(401);
    }

    @Test
    void refusesALoginWithoutTheToken() {
        assertThat(door.send("POST", "/api/session", "", JSON).status()).isEqualTo(401);
        assertThat(door.send("POST", "/api/session", "{\"token\":\"\"}", JSON).status())
                .isEqualTo(401);
        assertThat(door.send("POST", "/api/session", "{\"token\":\"%s \"}".formatted(TOKEN), JSON)
                        .status())
                .isEqualTo(401);
        assertThat(door.send("POST", "/api/session", "{\"token\":[\"x\"]}", JSON)
                        .status())
                .isEqualTo(400);
        assertThat(door.send("POST", "/api/session", LOGIN).status()).isEqualTo(415);
    }
}
