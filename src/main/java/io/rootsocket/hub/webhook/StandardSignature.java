package io.rootsocket.hub.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Standard Webhooks sign {@code ID.TIME.BODY}, and send a list of signatures, each behind its version. Svix, where the
 * standard comes from, names the headers after itself.
 */
final class StandardSignature implements SignatureScheme {

    private static final String VERSION = "v1,";

    @Override
    public Optional<Claim> claim(Function<String, Optional<String>> headers, byte[] body) {
        return Stream.of("webhook-", "svix-")
                .flatMap(names -> claim(names, headers, body).stream())
                .findFirst();
    }

    private static Optional<Claim> claim(String names, Function<String, Optional<String>> headers, byte[] body) {
        String id = headers.apply(names + "id").orElse("");
        String time = headers.apply(names + "timestamp").orElse("");
        List<byte[]> signatures = Stream.of(
                        headers.apply(names + "signature").orElse("").split("\\s+"))
                .filter(part -> part.startsWith(VERSION))
                .flatMap(part -> SignatureEncoding.BASE64.read(part.substring(VERSION.length())).stream())
                .toList();
        // A dot in the id would let a part of what was signed pass for the time, or for the body.
        if (id.isEmpty() || id.contains(".") || signatures.isEmpty()) {
            return Optional.empty();
        }
        return SignatureScheme.time(time)
                .map(at -> new Claim(content(id, time, body), signatures, Optional.of(at), Optional.of(id)));
    }

    @Override
    public Map<String, String> sign(SigningKeys keys, byte[] body, Instant time, String id) {
        String written = String.valueOf(time.getEpochSecond());
        byte[] signature = keys.sign(content(id, written, body));
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", written,
                "webhook-signature", VERSION + SignatureEncoding.BASE64.write(signature));
    }

    private static byte[] content(String id, String time, byte[] body) {
        return SignedContent.of("%s.%s.".formatted(id, time), body);
    }
}
