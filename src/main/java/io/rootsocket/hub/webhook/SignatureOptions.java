package io.rootsocket.hub.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a webhook is signed, as its route or a test says it.
 *
 * @param sender who signs: one of {@link #SENDERS}, or {@link #NOBODY}
 * @param secret what is signed with
 * @param formerSecrets those that were in use before and are right still, each on a line of its own
 * @param header where {@code hmac} finds the signature
 * @param prefix what stands before it there
 * @param encoding {@code hex} or {@code base64}
 * @param algorithm {@code sha256}, {@code sha1} or {@code sha512}
 * @param window how far the time that is signed may be from now, such as {@code 5m}
 */
public record SignatureOptions(
        String sender,
        String secret,
        String formerSecrets,
        String header,
        String prefix,
        String encoding,
        String algorithm,
        String window) {

    public static final String NOBODY = "none";
    public static final List<String> SENDERS =
            List.of("github", "slack", "stripe", "shopify", "standard-webhooks", "hmac");

    private static final String STANDARD = "standard-webhooks";
    private static final String HMAC = "hmac";
    private static final List<String> ENCODINGS = List.of("hex", "base64");
    private static final List<String> ALGORITHMS = List.of("sha256", "sha1", "sha512");
    private static final String WINDOW = "[1-9][0-9]{0,5}[smh]";

    /**
     * Why nothing can be checked like this.
     *
     * @param parameter the name of the field that is wrong; never its value, which may be a secret
     * @param message why
     * @param fix what to do
     */
    public record Problem(String parameter, String message, String fix) {}

    /**
     * Options by the names of their fields.
     *
     * @param written what is set; the others are as they are in GitHub's way
     */
    public static SignatureOptions of(Map<String, String> written) {
        return new SignatureOptions(
                written.getOrDefault("sender", HMAC),
                written.getOrDefault("secret", ""),
                written.getOrDefault("formerSecrets", ""),
                written.getOrDefault("header", "X-Hub-Signature-256"),
                written.getOrDefault("prefix", "sha256="),
                written.getOrDefault("encoding", "hex"),
                written.getOrDefault("algorithm", "sha256"),
                written.getOrDefault("window", "5m"));
    }

    @Override
    public String toString() {
        return "a signature of " + sender;
    }

    /** Whether there is anything to check. */
    boolean isSigned() {
        return !sender.equals(NOBODY);
    }

    /** Why this cannot be; empty if it can. */
    public Optional<Problem> problem() {
        if (!isSigned()) {
            return secret.isEmpty()
                    ? Optional.empty()
                    : problem(
                            "sender",
                            "There is a secret, and nothing says how it signs: every request would pass.",
                            "Add `signature:` with one of %s.".formatted(String.join(", ", SENDERS)));
        }
        if (!SENDERS.contains(sender)) {
            return unknown("sender", "signature", SENDERS);
        }
        if (secret.isBlank()) {
            return problem(
                    "secret",
                    "The signed webhook has no secret: it could not tell who has signed.",
                    "Set the variable that `secret: \"{{…}}\"` names.");
        }
        if (sender.equals(STANDARD)
                && Stream.concat(Stream.of(secret), former()).anyMatch(each -> standardKey(each).length == 0)) {
            return problem(
                    "secret",
                    "The secret is none of Standard Webhooks: those are `whsec_` and base64.",
                    "Copy it again from the sender's page.");
        }
        if (header.isBlank() && sender.equals(HMAC)) {
            return problem("header", "Nothing says where the signature is.", "Add `header:`, such as `X-Signature`.");
        }
        if (!ENCODINGS.contains(encoding)) {
            return unknown("encoding", "encoding", ENCODINGS);
        }
        if (!ALGORITHMS.contains(algorithm)) {
            return unknown("algorithm", "algorithm", ALGORITHMS);
        }
        return window.matches(WINDOW)
                ? Optional.empty()
                : problem("window", "This is no window of time.", "Write a number and s, m or h, such as 5m.");
    }

    private static Optional<Problem> unknown(String parameter, String called, List<String> known) {
        return problem(
                parameter,
                "There is no such `%s`.".formatted(called),
                "Write one of %s.".formatted(String.join(", ", known)));
    }

    private static Optional<Problem> problem(String parameter, String message, String fix) {
        return Optional.of(new Problem(parameter, message, fix));
    }

    /** The headers that the sender would send with a body; for tests. */
    public Map<String, String> sign(byte[] body, Instant time, String id) {
        return scheme().sign(keys(), body, time, id);
    }

    SignatureScheme scheme() {
        return switch (sender) {
            case "github" -> new PlainSignature("X-Hub-Signature-256", "sha256=", SignatureEncoding.HEX);
            case "shopify" -> new PlainSignature("X-Shopify-Hmac-Sha256", "", SignatureEncoding.BASE64);
            case "slack" -> new SlackSignature();
            case "stripe" -> new StripeSignature();
            case STANDARD -> new StandardSignature();
            default -> new PlainSignature(header, prefix, SignatureEncoding.valueOf(encoding.toUpperCase(Locale.ROOT)));
        };
    }

    SigningKeys keys() {
        List<byte[]> keys = new ArrayList<>();
        Stream.concat(Stream.of(secret), former()).map(this::key).forEach(keys::add);
        String hash = sender.equals(HMAC) ? algorithm : "sha256";
        return new SigningKeys("Hmac" + hash.toUpperCase(Locale.ROOT), keys);
    }

    private Stream<String> former() {
        return formerSecrets.lines().filter(line -> !line.isBlank());
    }

    private byte[] key(String written) {
        return sender.equals(STANDARD) ? standardKey(written) : written.getBytes(StandardCharsets.UTF_8);
    }

    /** No bytes if it is none. */
    private static byte[] standardKey(String written) {
        try {
            return Base64.getDecoder().decode(written.strip().replaceFirst("^whsec_", ""));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    Duration within() {
        long number = Long.parseLong(window.substring(0, window.length() - 1));
        return switch (window.charAt(window.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
