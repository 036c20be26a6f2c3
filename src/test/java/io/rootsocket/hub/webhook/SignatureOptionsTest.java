package io.rootsocket.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.webhook.SignatureScheme.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders sign, held to the examples of their own pages, and what nobody has signed. */
class SignatureOptionsTest {

    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

    private static SignatureOptions options(String sender, String secret) {
        return new SignatureOptions(sender, secret, "", "", "", "hex", "sha256", "5m");
    }

    private static SignatureOptions hmac(String prefix, String encoding, String algorithm) {
        return new SignatureOptions("hmac", "s3cret", "", "X-Signature", prefix, encoding, algorithm, "5m");
    }

    private static boolean passes(SignatureOptions options, String body, Map<String, String> headers) {
        var given = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(headers);
        Optional<Claim> claim = options.scheme().claim(name -> Optional.ofNullable(given.get(name)), bytes(body));
        return claim.filter(says -> options.keys().haveSigned(says.content(), says.signatures()))
                .isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void takesTheExampleOfGitHubsPage() {
        assertThat(passes(
                        options("github", "It's a Secret to Everybody"),
                        "Hello, World!",
                        Map.of(
                                "X-Hub-Signature-256",
                                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")))
                .isTrue();
    }

    @Test
    void takesTheExampleOfSlacksPage() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        assertThat(passes(
                        options("slack", "8f742231b10e8888abcd99yyyzzz85a5"),
                        body,
                        Map.of(
                                "X-Slack-Request-Timestamp",
                                "1531420618",
                                "X-Slack-Signature",
                                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-", "svix-"})
    void takesTheExampleOfStandardWebhooks(String names) {
        assertThat(passes(
                        options("standard-webhooks", KEY),
                        "{\"test\": 2432232314}",
                        Map.of(
                                names + "id",
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                names + "timestamp",
                                "1614265330",
                                names + "signature",
                                "v1,bm90aGluZw== v2,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "slack", "stripe", "shopify", "standard-webhooks"})
    void takesWhatItSignsItselfAndNothingElse(String sender) {
        var options = options(sender, KEY);
        Map<String, String> signed = options.sign(bytes("body"), NOW, "msg_1");

        assertThat(passes(options, "body", signed)).isTrue();
        assertThat(passes(options, "body ", signed)).isFalse();
        assertThat(passes(options(sender, "whsec_" + "c29tZXRoaW5nIGVsc2U="), "body", signed))
                .isFalse();
        for (String name : signed.keySet()) {
            var without = new TreeMap<>(signed);
            without.remove(name);
            assertThat(passes(options, "body", without)).as("without " + name).isFalse();
            without.put(name, "");
            assertThat(passes(options, "body", without)).as("empty " + name).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"'',hex,sha256", "sha1=,hex,sha1", "'v9 ',base64,sha512", "SHA256=,base64,sha256"})
    void takesAPlainSignatureAsItIsSaidToBeWritten(String prefix, String encoding, String algorithm) {
        var options = hmac(prefix, encoding, algorithm);
        Map<String, String> signed = options.sign(bytes("body"), NOW, "");

        assertThat(passes(options, "body", signed)).isTrue();
        assertThat(passes(hmac(prefix, encoding.equals("hex") ? "base64" : "hex", algorithm), "body", signed))
                .isFalse();
    }

    @Test
    void takesDigitsInAnyCaseAndNoHalfOfThem() {
        var options = hmac("", "hex", "sha256");
        String right =
                Objects.requireNonNull(options.sign(bytes("body"), NOW, "").get("X-Signature"));

        assertThat(passes(options, "body", Map.of("X-Signature", right.toUpperCase(Locale.ROOT))))
                .isTrue();
        for (String wrong : List.of(right.substring(2), right + "00", right.substring(0, 63), "0x" + right, "")) {
            assertThat(passes(options, "body", Map.of("X-Signature", wrong)))
                    .as(wrong)
                    .isFalse();
        }
    }

    @Test
    void takesEachSecretThatIsRightStill() {
        var now = new SignatureOptions("github", "new", "old one\n\nolder ", "", "", "hex", "sha256", "5m");
        for (String secret : List.of("new", "old one", "older ")) {
            assertThat(passes(now, "body", options("github", secret).sign(bytes("body"), NOW, "")))
                    .as(secret)
                    .isTrue();
        }
        for (String secret : List.of("old", "older", "old one\n\nolder ", " ")) {
            assertThat(passes(now, "body", options("github", secret).sign(bytes("body"), NOW, "")))
                    .as(secret)
                    .isFalse();
        }
    }

    @Test
    void signsWithSecretsThatAreNotAscii() {
        var options = options("stripe", "señal \uD83D\uDD11");
        assertThat(passes(options, "body", options.sign(bytes("body"), NOW, "")))
                .isTrue();
        assertThat(passes(options("stripe", "se?al ??"), "body", options.sign(bytes("body"), NOW, "")))
                .isFalse();
    }

    @Test
    void takesOneOfSeveralSignaturesOfStripe() {
        var options = options("stripe", "s3cret");
        String right =
                Objects.requireNonNull(options.sign(bytes("body"), NOW, "").get("Stripe-Signature"));
        String v1 = right.split(",v1=")[1];
        String wrong = "0".repeat(64);

        assertThat(passes(options, "body", header("t=1614265330,v1=%s,v1=%s".formatted(wrong, v1))))
                .isTrue();
        assertThat(passes(options, "body", header("v0=%s, v1=%s, t=1614265330".formatted(wrong, v1))))
                .isTrue();
        for (String not : List.of(
                "v1=" + v1,
                "t=1614265331,v1=" + v1,
                "t=,v1=" + v1,
                "t=1614265330.0,v1=" + v1,
                "t=+1614265330,v1=" + v1,
                "t=1614265330,t=1614265330,v1=" + v1,
                "t=1614265330,v0=" + v1,
                "t=1614265330,v1",
                "t=1614265330",
                "t=99999999999999999999,v1=" + v1,
                ",,,=,")) {
            assertThat(passes(options, "body", header(not))).as(not).isFalse();
        }
    }

    private static Map<String, String> header(String value) {
        return Map.of("Stripe-Signature", value);
    }

    @Test
    void takesNoPartOfWhatWasSignedForTheIdOrTheTime() {
        var options = options("standard-webhooks", KEY);
        var signed = new TreeMap<>(options.sign(bytes("1614265331.body"), NOW, "msg"));
        signed.put("webhook-id", "msg.1614265330");
        signed.put("webhook-timestamp", "1614265331");

        assertThat(passes(options, "body", signed)).isFalse();
    }

    @Test
    void saysWhyNothingCanBeChecked() {
        assertThat(options("none", "").problem()).isEmpty();
        assertThat(parameter(options("none", "s3cret"))).isEqualTo("sender");
        assertThat(parameter(options("github", ""))).isEqualTo("secret");
        assertThat(parameter(options("github", " \t"))).isEqualTo("secret");
        assertThat(parameter(options("gitlab", "s3cret"))).isEqualTo("sender");
        assertThat(parameter(options("hmac", "s3cret"))).isEqualTo("header");
        assertThat(parameter(options("standard-webhooks", "whsec_no base64"))).isEqualTo("secret");
        assertThat(parameter(options("standard-webhooks", "whsec_"))).isEqualTo("secret");
        assertThat(parameter(hmac("", "hexx", "sha256"))).isEqualTo("encoding");
        assertThat(parameter(hmac("", "hex", "md5"))).isEqualTo("algorithm");
        for (String window : List.of("", "0m", "5", "-5m", "5 m", "5d")) {
            assertThat(parameter(new SignatureOptions("slack", "x", "", "", "", "hex", "sha256", window)))
                    .as(window)
                    .isEqualTo("window");
        }
    }

    @Test
    void showsNoSecretInWhatItSays() {
        List<SignatureOptions> all = new ArrayList<>();
        SignatureOptions.SENDERS.forEach(
                sender -> all.add(new SignatureOptions(sender, "hush!", "hush!", "", "", "hushing", "hushed", "5m")));
        all.add(options("none", "hush!"));

        assertThat(all)
                .allSatisfy(
                        options -> assertThat(options + " " + options.problem()).doesNotContain("hush"));
    }

    private static String parameter(SignatureOptions options) {
        return options.problem().orElseThrow().parameter();
    }

    @Test
    void makesAKeyOfWhatStandsBehindWhsec() {
        String key = Base64.getEncoder().encodeToString(bytes("a key"));
        var with = options("standard-webhooks", "whsec_" + key);
        var without = options("standard-webhooks", key);
        assertThat(passes(without, "body", with.sign(bytes("body"), NOW, "msg")))
                .isTrue();
    }
}
