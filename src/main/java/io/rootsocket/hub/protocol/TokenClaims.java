package io.rootsocket.hub.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The claims of RootSocket's tokens, which are JWTs, and reading them the way its client does: without verifying
 * the signature.
 */
public final class TokenClaims {

    /** Boolean claim of a connection token: the client may send to the channels it is subscribed to. */
    public static final String ALLOW_CLIENT_SEND = "allowClientSend";
    /** Boolean claim of a connection token: the client may subscribe. */
    public static final String ALLOW_CHANNEL_SUBSCRIPTION = "allowChannelSubscription";
    /** Boolean claim of a connection token: the client must send a channel token with each subscription. */
    public static final String ALLOW_CHANNEL_AUTHORIZATION = "allowChannelAuthorization";
    /** Numeric claim of both tokens: when the token expires, in seconds since 1970. */
    public static final String EXPIRES = "exp";

    /** The longest that a connection token is valid. */
    public static final Duration MAX_LIFE = Duration.ofMinutes(5);

    private TokenClaims() {}

    /** When the token expires; empty if it does not say so or is not a JWT. */
    public static Optional<Instant> expiresAt(String token) {
        return payload(token)
                .map(claims -> claims.path(EXPIRES))
                .filter(JsonNode::isNumber)
                .map(exp -> Instant.ofEpochSecond(exp.longValue()));
    }

    private static Optional<JsonNode> payload(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Wire.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | JsonProcessingException notAJwt) {
            return Optional.empty();
        }
    }
}
