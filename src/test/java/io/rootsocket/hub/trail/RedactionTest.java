package io.rootsocket.hub.trail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.trail.redaction.RedactedNames;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final int PAYLOAD = 1_000;
    private static final String KEY = "kq\"7/Zw+hub";

    /** In each of these, {@code s3cret} is one and must go, and {@code plain} is none and must stay. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\":\"s3cret\",\"a\":\"plain\"}",
                "{\"user\":{\"login\":\"plain\",\"credentials\":{\"any\":\"s3cret\",\"more\":[\"s3cret }\"]}}}",
                "{\"a\":\"plain\", \"PassWord\" : \"s3cret \\\"still\\\" s3cret\"}",
                "{\"tokens\": [\"s3cret\", \"s3cret\"], \"a\": \"plain\"}",
                "[{\"stripe_api_key\":\"s3cret\"},{\"x\":\"plain\"}]",
                "{\"p\\u0061ssw\\u006frd\":\"s3cret\",\"a\":\"plain\"}",
                "{\"body\":\"{\\\"password\\\":\\\"s3cret\\\",\\\"a\\\":\\\"plain\\\"}\"}",
                "{\"b\":\"{\\\"c\\\":\\\"{\\\\\\\"token\\\\\\\":\\\\\\\"s3cret\\\\\\\"}\\\"}\",\"a\":\"plain\"}",
                "{\"name\":\"password\",\"value\":\"s3cret\",\"a\":\"plain\"}",
                "{\"value\":\"s3cret\",\"key\":\"api-key\"},{\"value\":\"plain\",\"key\":\"colour\"}",
                "{'password': 's3cret', 'a': 'plain'}",
                "{\"a\":\"plain\",\"password\":\"s3cret that was cut",
                "{\"a\":\"plain\",\"secret\":{\"b\":\"s3cret that was",
                "{\"clientSecret\":\n\t\"s3cret\", \"a\":\"plain\"}",
                "user=plain&password=s3cret&a=plain",
                "user=plain&pass%77ord=s3cret%20s3cret",
                "user%5Bpassword%5D=s3cret&a=plain",
                "payload=%7B%22token%22%3A%22s3cret%22%2C%22a%22%3A%22plain%22%7D",
                "https://example.com/a?plain=1&access_token=s3cret#plain",
                "https://anna:s3cret@example.com/plain",
                "{\"url\":\"https://example.com/plain?api_key=s3cret\",\"a\":\"plain\"}",
                "<a><password>s3cret</password><b>plain</b></a>",
                "<a><ns:Password type=\"x\"><![CDATA[s3cret]]></ns:Password><b>plain</b></a>",
                "<login user=\"plain\" password=\"s3cret\"/>",
                "<field name=\"password\">s3cret</field><field name=\"a\">plain</field>",
                "<a>&lt;password&gt;s3cret&lt;/password&gt;&lt;b&gt;plain&lt;/b&gt;</a>",
                "Authorization: Bearer s3cret\r\nAccept: plain\r\n",
                "plain\nX-Api-Key: s3cret\nplain",
                "Cookie: a=s3cret; b=s3cret\r\nAccept: plain",
                "password: s3cret\nother: plain\n",
                "login:\n  password: |\n    s3cret\n    s3cret\n  other: plain\n",
                "db.password = s3cret s3cret\nother = plain\n",
                "Your password: s3cret\nplain",
                "plain\nprivate_key: -----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----\nplain",
                "privateKey=-----BEGIN RSA PRIVATE KEY-----\r\ns3cret\r\n-----END RSA PRIVATE KEY-----\r\nplain",
                "plain\nAuthorization: Bearer s3cret.s3cret\nkey: -----BEGIN PRIVATE KEY-----\ns3cret that was cut",
                "user,password,a\nanna,s3cret,plain\nbert,\"s3cret, s3cret\",plain\n",
                "user;api key\nplain;s3cret\n",
                "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\ns3cret\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"a\"\r\n\r\nplain\r\n--b--",
                "{\"note\":\"call it with Bearer s3cret-s3cret\",\"a\":\"plain\"}",
                "{password=s3cret, a=plain}",
                "{\"iban\":\"s3cret\",\"a\":\"plain\"}",
                "{\"customerBirthday\":\"s3cret\",\"a\":\"plain\"}",
                "card s3cret-4711 plain",
                "<a b=\"{&quot;password&quot;:&quot;s3cret&quot;,&quot;c&quot;:&quot;plain&quot;}\"/>"
            })
    void leavesASecretOutAndTheRestIn(String text) {
        String kept = kept(text, UTF_8, "");

        assertThat(kept).doesNotContain("s3cret").contains("plain").contains("redacted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"order\":4711,\"at\":\"12:30:00\",\"key\":\"apple\",\"id\":\"x\",\"name\":\"value\"}",
                "{\"password\":null,\"token\":\"\"}",
                "a=1&b=2&key=apple",
                "<a id=\"7\"><b>1 > 0</b></a>",
                "name,price\napple,7\n",
                "mail anna@example.com about https://example.com:8080/a?b=c",
                "The secretary: Anna"
            })
    void leavesOtherThingsAsTheyAre(String text) {
        Payload payload = Payload.of("application/json", text);

        assertThat(redaction("").of(arrived(payload))).isEqualTo(arrived(payload));
    }

    @Test
    void staysJsonWhatWasJson() throws Exception {
        String kept = kept(
                "{\"a\":1,\"password\":12345,\"secret\":{\"b\":[1,{\"c\":\"}\"}]},\"token\":true,\"pin\":\"1\",\"z\":2}",
                UTF_8,
                "application/json");

        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(kept);
        assertThat(json.get("z").asInt()).isEqualTo(2);
        for (String name : List.of("password", "secret", "token", "pin")) {
            assertThat(json.get(name).asText()).as(name).isEqualTo("[redacted]");
        }
    }

    @Test
    void readsWhatIsNoUtf8() {
        String text = "{\"name\":\"Jürgen\",\"password\":\"s3cret\"}";

        assertThat(kept(text, ISO_8859_1, "")).contains("Jürgen").doesNotContain("s3cret");
        assertThat(kept(text, UTF_16LE, "application/json;charset=utf-16le"))
                .contains("Jürgen")
                .doesNotContain("s3cret");
        assertThat(kept(text, UTF_16LE, "")).contains("Jürgen").doesNotContain("s3cret");
        assertThat(new String(bytes(text.getBytes(UTF_16), ""), UTF_16))
                .contains("Jürgen")
                .doesNotContain("s3cret");
    }

    @Test
    void keepsWhatIsNoTextAsItIs() {
        byte[] image = new byte[600];
        new java.util.Random(7).nextBytes(image);

        assertThat(bytes(image, "image/png")).isEqualTo(image);
    }

    @Test
    void leavesTheHubsOwnKeyOutHoweverItIsWritten() {
        for (String text : List.of("x " + KEY + " y", "{\"x\":\"kq\\\"7/Zw+hub\"}", "a=kq%227%2FZw%2Bhub&b=1")) {
            assertThat(kept(text, UTF_8, "")).contains("[redacted]").doesNotContain("Zw");
        }
    }

    @Test
    void cutsBetweenCharactersAndSaysHowLongItWas() {
        String text = "x" + "é".repeat(2_000);

        Payload kept = ((Accepted) redaction("").of(accepted(Payload.of("text/plain", text)))).payload();

        assertThat(kept.length()).isEqualTo(4_001);
        assertThat(kept.bytes()).hasSize(PAYLOAD - 1);
        assertThat(kept.text()).contains("x" + "é".repeat(499));
    }

    @Test
    void aSecretAcrossTheCutIsNotCutButLeftOut() {
        Redaction redaction = redaction("/card-[0-9-]+/");
        for (String secret : List.of(KEY, "\"password\":\"s3cret-s3cret-s3cret\"", "card-4711-4711-4711")) {
            for (int before = PAYLOAD - 40; before <= PAYLOAD; before++) {
                String text = "x".repeat(before) + secret + "y".repeat(100_000);
                byte[] all = text.getBytes(UTF_8);
                // As whoever records it may give it: all of it, or as much as is looked at.
                for (int given : List.of(all.length, redaction.maxPayloadBytes())) {
                    var payload = new Payload("", Arrays.copyOf(all, given), all.length);
                    String kept = new String(
                            ((Arrived) redaction.of(arrived(payload))).payload().bytes(), UTF_8);
                    assertThat(kept).hasSizeLessThanOrEqualTo(PAYLOAD).doesNotContain("s3cr", "card-4", "kq\"");
                }
            }
        }
    }

    @Test
    void aSecretThatEndsWhatIsLookedAtIsNotKept() {
        Redaction redaction = redaction("");
        // What goes makes room for what comes behind.
        String text = "{\"password\":\"" + "s".repeat(PAYLOAD) + "\"} ";
        String filled = text + "x".repeat(redaction.maxPayloadBytes() - text.length() - 4) + KEY + "y".repeat(9_000);
        byte[] all = filled.getBytes(UTF_8);

        var payload = new Payload("", Arrays.copyOf(all, redaction.maxPayloadBytes()), all.length);
        String kept =
                new String(((Arrived) redaction.of(arrived(payload))).payload().bytes(), UTF_8);

        assertThat(kept).doesNotContain(KEY.substring(0, 3));
    }

    @Test
    void keepsNoPayloadIfToldSo() {
        var settings = new TrailSettings(Path.of("x"), 4_000_000, Duration.ofDays(1), 0, RedactedNames.of(""));

        var kept = (Arrived) new Redaction(settings, Set::of).of(arrived(Payload.of("text/plain", "hello")));

        assertThat(kept.payload()).isEqualTo(new Payload("text/plain", new byte[0], 5, false));
    }

    @Test
    void redactsWhatIsSaidBesideThePayload() {
        Redaction redaction = redaction("");
        var arrived = new Arrived(
                "1",
                NOON,
                SourceKind.POLL,
                "https://example.com/?token=s3cret",
                Optional.of("https://anna:s3cret@example.com"),
                "orders",
                Optional.empty(),
                Optional.empty(),
                Payload.NONE,
                Map.of("X-Api-Key", "s3cret", "CamelHttpQuery", "a=1&token=s3cret"),
                Optional.empty());
        var handled = new Handled(
                "1",
                NOON,
                Result.FAILED,
                Optional.of("cannot log in with password=s3cret"),
                List.of(new Step("a", "to[http://x?apiKey=s3cret]", Optional.empty(), Duration.ZERO)),
                Optional.empty());
        var attempted = new Attempted("1-1", "1", NOON, Duration.ZERO, "401 {\"token\":\"s3cret\"}");
        var ended = new Ended("1-1", "1", NOON, MessageEnd.DEAD, Optional.of("secret: s3cret"));

        for (TrailEvent event : List.of(arrived, handled, attempted, ended)) {
            assertThat(redaction.of(event).toString()).contains("[redacted]").doesNotContain("s3cret");
        }
    }

    @Test
    void aPatternThatTakesTooLongLeavesAllOut() {
        String kept = kept("a".repeat(900) + "!", UTF_8, "", "/(a+)+b/");

        assertThat(kept).isEqualTo("[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(/", "/a*/", "*", "-"})
    void refusesWhatCannotBeUsed(String setting) {
        assertThatThrownBy(() -> RedactedNames.of(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HUB_TRAIL_REDACT");
    }

    private static String kept(String text, Charset charset, String contentType) {
        return kept(text, charset, contentType, "iban, *birthday /s3cret-\\d{3,4}/");
    }

    private static String kept(String text, Charset charset, String contentType, String setting) {
        byte[] bytes = text.getBytes(charset);
        var payload = new Payload(contentType, bytes, bytes.length);
        return new String(
                ((Arrived) redaction(setting).of(arrived(payload))).payload().bytes(), charset);
    }

    private static byte[] bytes(byte[] bytes, String contentType) {
        return ((Arrived) redaction("").of(arrived(new Payload(contentType, bytes, bytes.length))))
                .payload()
                .bytes();
    }

    private static Redaction redaction(String setting) {
        var settings =
                new TrailSettings(Path.of("x"), 4_000_000, Duration.ofDays(1), PAYLOAD, RedactedNames.of(setting));
        return new Redaction(settings, () -> List.of(KEY));
    }

    private static Arrived arrived(Payload payload) {
        return new Arrived(
                "1",
                NOON,
                SourceKind.WEBHOOK,
                "source",
                Optional.empty(),
                "orders",
                Optional.empty(),
                Optional.empty(),
                payload,
                Map.of(),
                Optional.empty());
    }

    private static Accepted accepted(Payload payload) {
        return new Accepted(
                "1-1", "1", NOON, "app", "news", payload, Optional.empty(), "orders", "source", Optional.empty());
    }
}
