package io.rootsocket.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a running hub logs, as {@code HUB_LOG=json} writes it, and how much. */
class HubLogIT {

    private static final String PASSWORD = "hunter2secret";
    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    private static final ByteArrayOutputStream WRITTEN = new ByteArrayOutputStream();
    private static OutputStreamAppender json;
    private static RunningHub hub;

    @BeforeAll
    static void start() {
        var context = LoggerContext.getContext(false);
        json = OutputStreamAppender.newBuilder()
                .setName("heard")
                .setTarget(WRITTEN)
                .setLayout(JsonTemplateLayout.newBuilder()
                        .setConfiguration(context.getConfiguration())
                        .setEventTemplateUri("classpath:EcsLayout.json")
                        .build())
                .build();
        json.start();
        root().addAppender(json, null, null);
        RunningHub.route(folder, "application.properties", "shop.password=plantedInSettings\n");
        RunningHub.route(folder, "all.yaml", """
                - route:
                    id: shop
                    from:
                      uri: direct:shop
                      steps:
                        - log: "comes ${body}"
                        - throwException:
                            exceptionType: java.io.IOException
                            message: "no answer to {\\"password\\":\\"hunter2secret\\"} of {{shop.password}}, Bearer abcdefghijklmnop"
                - route:
                    id: out
                    from:
                      uri: direct:out
                      steps:
                        - to: rootsocket:message?channel=orders
                """);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of("HUB_LOG", "json"))
                .withoutProblems();
    }

    private static LoggerConfig root() {
        return LoggerContext.getContext(false).getConfiguration().getRootLogger();
    }

    @AfterAll
    static void stop() {
        hub.close();
        root().removeAppender("redacted-heard");
        root().removeAppender("heard");
        json.stop();
    }

    @BeforeEach
    void listen() {
        WRITTEN.reset();
    }

    @AfterEach
    void asConfigured() {
        List.of("outbox", "shop", "camel", "hub").forEach(logger -> set("{\"logger\":\"%s\"}".formatted(logger)));
    }

    private static List<JsonNode> lines() {
        return WRITTEN.toString(StandardCharsets.UTF_8)
                .lines()
                .map(HubLogIT::read)
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: " + line, e);
        }
    }

    private static String set(String request) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(hub.adminUrl() + "/api/log"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(request))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sayNothingOfTheSecretsInTheWordsOfAFailureAndOfWhatARouteLogs() {
        hub.producer().request("direct:shop", exchange -> exchange.getMessage().setBody("token=" + PASSWORD));

        assertThat(WRITTEN.toString(StandardCharsets.UTF_8))
                .contains("Route shop gave up", "comes token=[redacted]")
                .doesNotContain(PASSWORD, "plantedInSettings", "abcdefghijklmnop", SANDBOX.key());
    }

    @Test
    void stayJsonWhateverIsLeftOut() {
        for (String odd : List.of(
                "password: \"a\\\"b",
                "{\"token\": \"x\\",
                "secret=\n\"}",
                "password: |\n  a\n  b",
                "Bearer \u0000aaaaaaaaaa")) {
            LoggerFactory.getLogger("odd").warn("{} end", odd, new IOException(odd + " password=" + PASSWORD));
        }

        assertThat(lines())
                .hasSize(5)
                .allSatisfy(line ->
                        assertThat(line.toString()).contains("@timestamp").doesNotContain(PASSWORD));
    }

    @Test
    void sayWhichMessageRouteAndChannelALineBelongsTo() {
        SANDBOX.sandbox().faults().inject(Fault.status(400).onChannel("orders"));
        hub.producer().sendBody("direct:out", "1");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lines()).anySatisfy(line -> {
                    assertThat(line.path("rootsocket.channel").asText()).isEqualTo("orders");
                    assertThat(line.path("rootsocket.route").asText()).isEqualTo("out");
                    assertThat(line.path("rootsocket.message.id").asText()).isNotBlank();
                }));
        hub.producer().request("direct:shop", exchange -> exchange.getMessage().setBody("x"));

        assertThat(lines())
                .filteredOn(line -> line.path("rootsocket.route").asText().equals("shop"))
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line.path("rootsocket.message.id").asText())
                                .isEqualTo(line.path("camel.exchangeId").asText()));
    }

    @Test
    void levelsChangeForAWhileAndGoBack() {
        var logger = LoggerFactory.getLogger("io.rootsocket.hub.outbox.Something");
        assertThat(
                        set(
                                "{\"logger\":\"outbox\",\"level\":\"DEBUG\",\"lasting\":\"2s\",\"by\":\"ann\",\"why\":\"slow\"}"))
                .startsWith("200 ")
                .contains("\"logger\":\"io.rootsocket.hub.outbox\"", "\"level\":\"debug\"", "\"configured\":\"info\"");
        logger.debug("now heard");

        assertThat(hub.admin("/api/log").body()).contains("ann (slow)", "\"until\"");
        assertThat(WRITTEN.toString(StandardCharsets.UTF_8)).contains("now heard", "by ann (slow)");
        await().atMost(Duration.ofSeconds(30)).until(() -> !logger.isDebugEnabled());
        assertThat(hub.admin("/api/log").body()).doesNotContain("ann");
    }

    @Test
    void aLevelOfALoggerThatHasOneOfItsOwnIsThatAgain() {
        Level before =
                LoggerContext.getContext(false).getLogger("org.apache.camel").getLevel();
        set("{\"logger\":\"camel\",\"level\":\"trace\"}");
        set("{\"logger\":\"camel\",\"level\":\"off\"}");
        assertThat(LoggerContext.getContext(false)
                        .getLogger("org.apache.camel.x")
                        .getLevel())
                .isEqualTo(Level.OFF);

        set("{\"logger\":\"camel\"}");

        assertThat(LoggerContext.getContext(false).getLogger("org.apache.camel").getLevel())
                .isEqualTo(before);
    }

    @Test
    void refusesWhatIsNoLevelNoTimeAndNoLogger() {
        assertThat(set("{\"logger\":\"outbox\",\"level\":\"loud\"}"))
                .startsWith("400")
                .contains("is not a level");
        assertThat(set("{\"logger\":\"outbox\",\"level\":\"debug\",\"lasting\":\"soon\"}"))
                .startsWith("400")
                .contains("is not a duration");
        assertThat(set("{\"logger\":\"a b\",\"level\":\"debug\"}")).startsWith("400");
        assertThat(set("{\"level\":\"debug\"}")).startsWith("400");
    }

    /** It was a logger that never logs anything. */
    @Test
    void refusesATypingErrorAndNamesWhatWasMeant() {
        assertThat(set("{\"logger\":\"outbx\",\"level\":\"debug\"}"))
                .startsWith("400")
                .contains("`outbx`", "Did you mean `outbox`?", "broker, camel", "schedule");
        assertThat(set("{\"logger\":\"shp\",\"level\":\"debug\"}")).contains("Did you mean `shop`?");
        assertThat(hub.admin("/api/log").body()).doesNotContain("outbx", "shp");

        LoggerFactory.getLogger("orders").info("of a log: endpoint");
        for (String known : List.of("out", "orders", "com.example.NotLoadedYet")) {
            assertThat(set("{\"logger\":\"%s\",\"level\":\"debug\"}".formatted(known)))
                    .startsWith("200");
            assertThat(set("{\"logger\":\"%s\"}".formatted(known))).startsWith("200");
        }
    }
}
