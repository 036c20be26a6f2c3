package io.rootsocket.hub.settings;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import io.rootsocket.hub.validate.RouteValidation;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret signs with all of its characters, from application.properties as from outside of the folder. */
@ManualRow("a secret with odd characters")
class SignedWebhookSecretIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    private static final List<String> SECRETS = OddSecrets.all();
    private static RunningHub hub;

    static IntStream secrets() {
        return IntStream.range(0, SECRETS.size());
    }

    @BeforeAll
    static void start() throws IOException {
        var file = new Properties();
        for (int i = 0; i < SECRETS.size(); i++) {
            file.setProperty("file.secret" + i, SECRETS.get(i));
            System.setProperty("outside.secret" + i, SECRETS.get(i));
            webhook("file", i);
            webhook("outside", i);
        }
        var text = new StringWriter();
        file.store(text, null);
        route(folder, "application.properties", text.toString());
        Path kamelets = Files.createDirectories(folder.resolve("routes/kamelets"));
        String former = Files.readString(Path.of("src/main/resources/kamelets/signed-webhook.kamelet.yaml"))
                .replace("hub.webhook.WebhookSignature", "hub.engine.WebhookSignature")
                .replace("name: signed-webhook", "name: older-webhook");
        Files.writeString(kamelets.resolve("older-webhook.kamelet.yaml"), former);
        route(folder, "older.yaml", """
                - route:
                    id: older
                    from:
                      uri: kamelet:older-webhook
                      parameters:
                        path: /older
                        secret: "{{file.secret0}}"
                      steps:
                        - to: rootsocket:message?channel=odd
                """);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private static void webhook(String from, int i) {
        route(folder, from + i + ".yaml", """
                - route:
                    id: %1$s%2$d
                    from:
                      uri: kamelet:signed-webhook
                      parameters:
                        path: /%1$s/%2$d
                        secret: "{{%1$s.secret%2$d}}"
                      steps:
                        - to: rootsocket:message?channel=odd
                """.formatted(from, i));
    }

    @AfterAll
    static void stop() {
        secrets().forEach(i -> System.clearProperty("outside.secret" + i));
        hub.close();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void letsTheRightSignaturePassAndNoOther(int i) throws Exception {
        String secret = SECRETS.get(i);
        for (String path : List.of("/file/" + i, "/outside/" + i)) {
            assertThat(status(path, secret))
                    .as("%s signed with `%s`", path, secret)
                    .isEqualTo(202);
            assertThat(status(path, secret + "x")).isEqualTo(401);
            for (String part : List.of(secret.substring(0, 1), secret.strip(), secret.split("&", 2)[0])) {
                assertThat(status(path, part)).isEqualTo(part.equals(secret) ? 202 : 401);
            }
        }
    }

    @Test
    void checksWithACopyOfTheKameletFromAnEarlierVersion() throws Exception {
        assertThat(status("/older", SECRETS.get(0))).isEqualTo(202);
        assertThat(status("/older", SECRETS.get(0) + "x")).isEqualTo(401);
    }

    @Test
    void findsNothingWrongWithTheRoutes() throws IOException {
        RouteSources read = RouteSources.read(folder.resolve("routes"), "*.yaml");
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            assertThat(validation.check(read.sources(), read.settings())).isEmpty();
        }
    }

    @Test
    void namesNoSecretInWhatItSaysOfItsRoutes() {
        String said =
                hub.camel().getEndpoints().toString() + hub.admin("/api/routes").body();

        assertThat(SECRETS)
                .filteredOn(secret -> !AliasedValues.isPlain(secret) && secret.length() > 3)
                .noneMatch(said::contains);
    }

    private static int status(String path, String secret) throws Exception {
        String body = "{\"a\":1}";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec((secret.isEmpty() ? " " : secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        return hub.post(path, body, "X-Hub-Signature-256", "sha256=" + signature, "Content-Type", "application/json")
                .statusCode();
    }
}
