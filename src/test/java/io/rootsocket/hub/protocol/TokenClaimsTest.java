package io.rootsocket.hub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {

    @Test
    void readsWhenATokenExpires() {
        assertThat(TokenClaims.expiresAt(jwt("{\"allowClientSend\":true,\"exp\":1800000000}")))
                .contains(Instant.ofEpochSecond(1_800_000_000L));
    }

    @Test
    void doesNotKnowWhenATokenExpiresThatDoesNotSay() {
        assertThat(TokenClaims.expiresAt(jwt("{\"exp\":\"tomorrow\"}"))).isEmpty();
        assertThat(TokenClaims.expiresAt(jwt("{}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opaque", "a.b", "a.%.c", "a.bm90IGpzb24.c", "a.b.c.d"})
    void doesNotKnowWhenSomethingElseThanAJwtExpires(String token) {
        assertThat(TokenClaims.expiresAt(token)).isEmpty();
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
