package io.rootsocket.hub.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.component.http.HttpAnswer;
import io.rootsocket.hub.protocol.TokenClaims;
import io.rootsocket.hub.protocol.TokenResponse;
import io.rootsocket.hub.protocol.Wire;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Puts a token that the service created onto the exchange.
 *
 * @param call whom it came from
 * @param channel the channel that it opens; null for a connection token
 */
record TokenAnswer(HttpCall call, @Nullable String channel) {

    /** @throws RootSocketException if the answer holds no token */
    void onto(Exchange exchange, HttpAnswer answer) throws RootSocketException {
        String token = token(answer);
        Message message = exchange.getMessage();
        message.setBody(token);
        message.setHeader(RootSocketConstants.STATUS_CODE, answer.status());
        message.setHeader(RootSocketConstants.TOKEN, token);
        TokenClaims.expiresAt(token)
                .ifPresent(expires -> message.setHeader(RootSocketConstants.TOKEN_EXPIRES_AT, expires));
    }

    private String token(HttpAnswer answer) throws RootSocketException {
        try {
            String token = Wire.read(answer.text(), TokenResponse.class).token();
            if (token != null && !token.isEmpty()) {
                return token;
            }
        } catch (JsonProcessingException notJson) {
            // said below, the same as for JSON of another shape
        }
        throw call.failedCall().unreadable(answer, channel);
    }
}
