package io.rootsocket.hub.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Stripe signs {@code TIME.BODY} and sends {@code t=TIME,v1=SIGNATURE}, with more than one {@code v1} while a secret is being
 * changed. What is not {@code v1} is of another kind.
 */
final class StripeSignature implements SignatureScheme {

    private static final String HEADER = "Stripe-Signature";

    @Override
    public Optional<Claim> claim(Function<String, Optional<String>> headers, byte[] body) {
        List<String> times = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        for (String part : headers.apply(HEADER).orElse("").split(",")) {
            String[] named = part.strip().split("=", 2);
            if (named.length == 2 && named[0].equals("t")) {
                times.add(named[1]);
            } else if (named.length == 2 && named[0].equals("v1")) {
                SignatureEncoding.HEX.read(named[1]).ifPresent(signatures::add);
            }
        }
        if (times.size() != 1 || signatures.isEmpty()) {
            return Optional.empty();
        }
        return SignatureScheme.time(times.get(0))
                .map(time -> new Claim(content(times.get(0), body), signatures, Optional.of(time), Optional.empty()));
    }

    @Override
    public Map<String, String> sign(SigningKeys keys, byte[] body, Instant time, String id) {
        String written = String.valueOf(time.getEpochSecond());
        String signature = SignatureEncoding.HEX.write(keys.sign(content(written, body)));
        return Map.of(HEADER, "t=%s,v1=%s".formatted(written, signature));
    }

    private static byte[] content(String time, byte[] body) {
        return SignedContent.of(time + ".", body);
    }
}
