package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.TokenClaims;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues and verifies the sandbox's tokens: JWTs signed with a secret that is drawn at each start, valid for {@link
 * TokenClaims#MAX_LIFE}.
 */
final class Tokens {

    private static final String ALGORITHM = "HS256";
    private static final String ID = "jti";
    private static final String ISSUED_AT = "iat";
    private static final String CHANNEL = "channel";
    private static final String CATEGORY = "category";

    private final SandboxSettings settings;
    private final JWTAuth jwt;

    Tokens(Vertx vertx, SandboxSettings settings) {
        this.settings = settings;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        // Vert.x would compare `exp` with the system's clock; ours is injected.
        JWTOptions options = new JWTOptions().setIgnoreExpiration(true);
        this.jwt = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .setJWTOptions(options)
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(Buffer.buffer(secret))));
    }

    /** A token that opens a WebSocket. */
    String connection() {
        return sign(new JsonObject()
                .put(TokenClaims.ALLOW_CLIENT_SEND, settings.clientSend())
                .put(TokenClaims.ALLOW_CHANNEL_SUBSCRIPTION, settings.channelSubscription())
                .put(TokenClaims.ALLOW_CHANNEL_AUTHORIZATION, settings.channelAuthorization()));
    }

    /** A token that opens a channel. */
    String channel(ChannelName channel, int category) {
        return sign(new JsonObject().put(CHANNEL, channel.value()).put(CATEGORY, category));
    }

    private String sign(JsonObject claims) {
        long now = settings.clock().instant().getEpochSecond();
        claims.put(ID, UUID.randomUUID().toString())
                .put(ISSUED_AT, now)
                .put(TokenClaims.EXPIRES, now + TokenClaims.MAX_LIFE.toSeconds());
        return jwt.generateToken(claims, new JWTOptions().setAlgorithm(ALGORITHM));
    }

    /** The id of a connection token; empty if it is none of ours or has expired. */
    Optional<String> connectionId(String token) {
        return claims(token)
                .filter(claims -> claims.containsKey(TokenClaims.ALLOW_CHANNEL_SUBSCRIPTION))
                .map(claims -> claims.getString(ID));
    }

    /** Whether the token opens that channel now. */
    boolean opens(String token, ChannelName channel) {
        return claims(token)
                .filter(claims -> channel.value().equals(claims.getString(CHANNEL)))
                .isPresent();
    }

    private Optional<JsonObject> claims(String token) {
        // Checking an HMAC needs no I/O, so this future is complete when it is returned.
        Future<User> verified = jwt.authenticate(new TokenCredentials(token));
        if (!verified.succeeded()) {
            return Optional.empty();
        }
        JsonObject claims = verified.result().attributes().getJsonObject("accessToken");
        long now = settings.clock().instant().getEpochSecond();
        return Optional.of(claims).filter(valid -> now < valid.getLong(TokenClaims.EXPIRES));
    }
}
