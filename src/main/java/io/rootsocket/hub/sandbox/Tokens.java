package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.TokenClaims;
import io.rootsocket.hub.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and checks the sandbox's tokens: JWTs with HS256 and a secret that lives as long as the sandbox. */
final class Tokens {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    private static final String CHANNEL = "channel";

    private final SandboxSettings settings;
    private final Clock clock;
    private final byte[] secret = new byte[32];

    Tokens(SandboxSettings settings) {
        this.settings = settings;
        this.clock = settings.clock();
        new SecureRandom().nextBytes(secret);
    }

    String connection() {
        return sign(Map.of(
                TokenClaims.ALLOW_CLIENT_SEND, settings.clientSend(),
                TokenClaims.ALLOW_CHANNEL_SUBSCRIPTION, true,
                TokenClaims.ALLOW_CHANNEL_AUTHORIZATION, settings.channelAuthorization()));
    }

    String channel(String channel, int category) {
        return sign(Map.of(CHANNEL, channel, "category", category));
    }

    /** The claims of a connection token that this sandbox signed and that has not expired. */
    Optional<JsonNode> verifyConnection(String token) {
        return verify(token).filter(claims -> claims.has(TokenClaims.ALLOW_CHANNEL_SUBSCRIPTION));
    }

    boolean opensChannel(String token, String channel) {
        return verify(token)
                .filter(claims -> claims.path(CHANNEL).asText().equals(channel))
                .isPresent();
    }

    private Optional<JsonNode> verify(String token) {
        int dot = token.lastIndexOf('.');
        if (dot < 0
                || !MessageDigest.isEqual(
                        signature(token.substring(0, dot)).getBytes(StandardCharsets.US_ASCII),
                        token.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            String payload = token.substring(token.indexOf('.') + 1, dot);
            JsonNode claims = Wire.readTree(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
            long expires = claims.path(TokenClaims.EXPIRES).asLong();
            return clock.instant().getEpochSecond() < expires ? Optional.of(claims) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A token that this sandbox signed is not JSON", e);
        }
    }

    private String sign(Map<String, Object> claims) {
        var all = new LinkedHashMap<>(claims);
        long now = clock.instant().getEpochSecond();
        all.put("iat", now);
        all.put("jti", UUID.randomUUID().toString());
        all.put(TokenClaims.EXPIRES, now + TokenClaims.MAX_LIFE.toSeconds());
        String unsigned = HEADER + "." + encode(Wire.writeText(all));
        return unsigned + "." + signature(unsigned);
    }

    private String signature(String unsigned) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return ENCODER.encodeToString(mac.doFinal(unsigned.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static String encode(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
