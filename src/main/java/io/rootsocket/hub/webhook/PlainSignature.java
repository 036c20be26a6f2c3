package io.rootsocket.hub.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The body alone is signed, and the signature stands in one header: GitHub, Shopify and most others.
 *
 * @param header its name
 * @param prefix what stands before the signature, in any case
 * @param encoding how it is written
 */
record PlainSignature(String header, String prefix, SignatureEncoding encoding) implements SignatureScheme {

    @Override
    public Optional<Claim> claim(Function<String, Optional<String>> headers, byte[] body) {
        return headers.apply(header)
                .map(String::strip)
                .filter(given -> given.regionMatches(true, 0, prefix, 0, prefix.length()))
                .flatMap(given -> encoding.read(given.substring(prefix.length())))
                .map(signature -> new Claim(body, List.of(signature), Optional.empty(), Optional.empty()));
    }

    @Override
    public Map<String, String> sign(SigningKeys keys, byte[] body, Instant time, String id) {
        return Map.of(header, prefix + encoding.write(keys.sign(body)));
    }
}
