package io.rootsocket.hub.cli.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From a message to its source and back, over the command line of a running hub. */
class MessagesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String DELIVERY = "72d3162e-cc78-11e3-81ab-4c9367dc0958";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final String ROUTES = """
            - route:
                id: push
                from:
                  uri: platform-http:/push
                  parameters:
                    httpMethodRestrict: POST
                  steps:
                    - removeHeaders:
                        pattern: "*"
                    - setBody:
                        id: shorten
                        simple: "Pushed: ${body}"
                    - to: rootsocket:message?channel=news
                    - setBody:
                        constant: thanks
            - route:
                id: signed
                from:
                  uri: kamelet:webhook
                  parameters:
                    path: /signed
                    signature: github
                    secret: the-secret-of-github
                  steps:
                    - to: rootsocket:message?channel=signed
            - route:
                id: import
                from:
                  uri: file:%s
                  parameters:
                    initialDelay: 0
                    delay: 100
                  steps:
                    - split:
                        tokenize: "\\n"
                        steps:
                          - choice:
                              when:
                                - simple: ${body} == 'bad'
                                  steps:
                                    - throwException:
                                        exceptionType: java.lang.IllegalStateException
                                        message: this one is bad
                          - to: rootsocket:message?channel=lines
            - route:
                id: now
                from:
                  uri: platform-http:/now
                  steps:
                    - to: kamelet:send-message?channel=two
                    - to: rootsocket:message?channel=now&delivery=direct
            """;

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    private static RunningHub hub;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(Map.of("HUB_ADMIN_PORT", hub.adminUrl().replaceFirst(".*:", ""), "COLUMNS", "110"));
    }

    @BeforeAll
    static void start() {
        RunningHub.route(folder, "routes.yaml", ROUTES.formatted(folder.resolve("inbox")));
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of("HUB_BODY_LIMIT", "1000"))
                .withoutProblems();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** The screen of an id once it says so, with what differs from run to run told by its kind. */
    private String explained(String id, String... said) {
        await().atMost(TIMEOUT)
                // A message may be at its end before its route is.
                .untilAsserted(() ->
                        assertThat(shell.done("explain", id)).contains(said).doesNotContain("not done, or not kept"));
        return shell.out()
                .replaceAll("20\\d\\d-\\d\\d-\\d\\d [\\d:]{8}[+-]\\d\\d(:\\d\\d)? \\((now|.* ago)\\)", "TIME")
                .replaceAll("\\d+(\\.\\d)? m?s\\b", "TOOK")
                .replaceAll("[0-9A-F]{16}-[0-9A-F]{15}", "ID")
                .replaceAll("ID-(d?)\\d+", "ID-$1N")
                .replaceAll("(?m) +$", "")
                .replaceAll("(?m)^(.*TOOK) +", "$1  ");
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Message-Id").orElseThrow();
    }

    @Test
    void tellsTheWholeWayOfAWebhookOnOneScreen() {
        HttpResponse<String> answer = hub.post(
                "/push", "one", "X-GitHub-Delivery", DELIVERY, "traceparent", TRACE, "Content-Type", "text/plain");

        assertThat(answer.body()).isEqualTo("thanks");
        assertThat(explained(id(answer), "delivered")).isEqualTo("""
                Id         ID
                Arrived    TIME
                From       webhook POST /push
                Source id  72d3162e-cc78-11e3-81ab-4c9367dc0958
                Route      push (routes.yaml:4), generation 1
                Trace      00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                Result     handled TIME
                Answered   200

                STEP                   TOOK  PLACE
                removeHeaders          TOOK  routes.yaml:8
                setBody (shorten)      TOOK  routes.yaml:10
                to rootsocket:message  TOOK  routes.yaml:13
                setBody                TOOK  routes.yaml:14

                As it came: text/plain, 3 bytes
                one

                Channel   news
                Message   ID-N
                Accepted  TIME
                Attempt   TIME after TOOK: RootSocket has it
                End       delivered TIME

                As it went: application/json, 39 bytes
                {"channel":"news","data":"Pushed: one"}
                """);
        assertThat(shell.done("explain", DELIVERY)).contains("Pushed: one");
        assertThat(shell.done("explain", "4bf92f3577b34da6a3ce929d0e0e4736")).contains("Pushed: one");
        assertThat(shell.done("explain", id(answer).substring(0, 8))).contains("Pushed: one");
    }

    @Test
    void namesACallThatIsRefusedByItsRouteOrBeforeIt() {
        assertThat(hub.get("/nothing").headers().firstValue("X-Message-Id")).isEmpty();
        HttpResponse<String> unsigned = hub.post("/signed", "{}", "X-GitHub-Delivery", "unsigned");
        HttpResponse<String> method = hub.get("/push");
        HttpResponse<String> tooLong = hub.post("/push", "x".repeat(1_001));

        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(explained(id(unsigned), "Answered   401"))
                .contains("Why        The signature is missing or wrong.", "Route      signed (routes.yaml:19)");
        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(explained(id(tooLong), "Answered  413"))
                .contains("Why       The body is longer than 1000 bytes.", "Route     push (routes.yaml:4)")
                .contains("As it came: 1,001 bytes, not kept");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(explained(id(method), "Answered  405")).contains("From      webhook GET /push");
    }

    @Test
    void keepsNothingOfWhatAStrangerSentWhoCannotSign() {
        HttpResponse<String> forged =
                hub.post("/signed", "{\"flood\":\"" + "x".repeat(500) + "\"}", "X-Long", "y".repeat(500));

        assertThat(explained(id(forged), "Answered  401"))
                .contains("As it came: 512 bytes, not kept")
                .doesNotContain("xxx", "yyy");
    }

    @Test
    void keepsTheWholeOfACallThatIsLetIn() throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("the-secret-of-github".getBytes(UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal("{\"signed\":1}".getBytes(UTF_8)));

        HttpResponse<String> answer =
                hub.post("/signed", "{\"signed\":1}", "X-Hub-Signature-256", "sha256=" + signature, "X-Shop", "north");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(explained(id(answer), "delivered"))
                .contains("From      webhook POST /signed", "\n{\"signed\":1}\n", "to rootsocket:message");
    }

    @Test
    void tellsOfAFileWhatBecameOfEachRecord() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("lines.txt"), "good\nbad\nfine");

        String screen = explained("lines.txt", "dead", "\"fine\"");

        assertThat(screen)
                .contains("From       file file:" + inbox)
                .contains("Result     failed TIME")
                .contains("Why        this one is bad. In the step throwException (routes.yaml:41).")
                .contains("to rootsocket:message ×2")
                .contains("Part         of what came in, which failed in its route")
                .contains("`hub dead-letters replay ");
        String letter = hub.deadLetters().stream()
                .filter(dead -> dead.route().equals("import"))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(shell.done("explain", letter)).contains("lines.txt");
        assertThat(shell.done("messages", "--route", "import", "--end", "dead")).contains("file lines.txt");
        hub.discardAll();
        assertThat(shell.done("explain", letter)).doesNotContain("`hub dead-letters replay ");
    }

    @Test
    void tellsOfADirectMessageWhatRootSocketSaid() {
        String id = id(hub.post("/now", "at once"));

        assertThat(explained(id, "delivered"))
                .contains("to kamelet:send-message  ")
                .contains("Channel   now", "Message   ID-d", "Attempt   TIME after TOOK: RootSocket has it");
    }

    @Test
    void findsMessagesByWhatAPersonKnowsOfThem() {
        String id = id(hub.post("/push", "a needle in the stack"));
        explained(id, "delivered");

        assertThat(shell.done("messages", "--text", "NEEDLE").lines())
                .satisfiesExactly(
                        titles -> assertThat(titles).matches("ID +ARRIVED +FROM +ROUTE +CHANNEL +END"),
                        row -> assertThat(row).matches(id.substring(0, 8) + " +20.* webhook +push +news +delivered"));
        assertThat(shell.done("messages", "--channel", "news", "--kind", "webhook", "--from", "2020-01-01"))
                .contains(id.substring(0, 8));
        assertThat(shell.done("messages", "--to", "2020-01-01").strip()).isEqualTo("No messages.");
        assertThat(shell.done("messages", "--text", "needle", "--format", "json"))
                .contains("\"id\" : \"" + id + "\"");
        assertThat(shell.run("messages", "--from", "yesterday")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("messages", "--last", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("explain", "no-such-id")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("Nothing is known of `no-such-id`.");
    }

    @Test
    void showsWhatTheNextExchangesHoldAfterEachStepAndEndsByItself() throws Exception {
        var inspecting =
                CompletableFuture.supplyAsync(() -> shell.done("inspect", "push", "--next", "1", "--for", "30s"));
        await().atMost(TIMEOUT)
                .until(() -> hub.admin("/api/routes/push/inspection").body().contains("\"on\":true"));
        String id = id(hub.post(
                "/push", "{\"password\":\"of-mine\",\"name\":\"x\"}", "Authorization", "Basic c2VjcmV0OnNlY3JldA=="));
        hub.post("/push", "one more, which is not watched");

        String screen = inspecting.get(90, TimeUnit.SECONDS);

        assertThat(screen)
                .startsWith(id + ", ")
                .contains("\nas it came\n")
                .contains("  + CamelHttpPath: /push\n")
                .contains("\nafter removeHeaders (routes.yaml:8)\n", "  - CamelHttpPath\n")
                .contains("\nafter setBody (routes.yaml:10)\n", "    Pushed: {\"password\":")
                .contains("\nafter to rootsocket:message (routes.yaml:13)\n")
                .doesNotContain("of-mine", "c2VjcmV0", "not watched");
        assertThat(hub.admin("/api/routes/push/inspection").body()).contains("\"on\":false");
        assertThat(shell.run("inspect", "posh")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("No route `posh` runs. Did you mean `push`?");
        assertThat(shell.run("inspect", "push", "--next", "51")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.run("inspect", "push", "--for", "soon")).isEqualTo(ExitCode.USAGE);
    }
}
