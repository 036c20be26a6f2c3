package io.rootsocket.hub.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Slack signs {@code v0:TIME:BODY}; the time stands in a header of its own. */
final class SlackSignature implements SignatureScheme {

    private static final String VERSION = "v0";
    private static final String SIGNATURE = "X-Slack-Signature";
    private static final String TIME = "X-Slack-Request-Timestamp";

    @Override
    public Optional<Claim> claim(Function<String, Optional<String>> headers, byte[] body) {
        String written = headers.apply(TIME).map(String::strip).orElse("");
        return new PlainSignature(SIGNATURE, VERSION + "=", SignatureEncoding.HEX)
                .claim(headers, content(written, body))
                .filter(claim -> SignatureScheme.time(written).isPresent())
                .map(claim -> new Claim(
                        claim.content(), claim.signatures(), SignatureScheme.time(written), Optional.empty()));
    }

    @Override
    public Map<String, String> sign(SigningKeys keys, byte[] body, Instant time, String id) {
        String written = String.valueOf(time.getEpochSecond());
        byte[] signature = keys.sign(content(written, body));
        return Map.of(TIME, written, SIGNATURE, VERSION + "=" + SignatureEncoding.HEX.write(signature));
    }

    private static byte[] content(String time, byte[] body) {
        return SignedContent.of("%s:%s:".formatted(VERSION, time), body);
    }
}
