package io.rootsocket.hub.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.component.http.HttpAnswer;
import io.rootsocket.hub.protocol.Wire;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Puts the overview of connections onto the exchange, as a {@code JsonNode}.
 *
 * @param call whom it came from
 */
record ConnectionsAnswer(HttpCall call) {

    /** @throws RootSocketException if the answer is not JSON */
    void onto(Exchange exchange, HttpAnswer answer) throws RootSocketException {
        Message message = exchange.getMessage();
        try {
            message.setBody(Wire.readTree(answer.text()));
        } catch (JsonProcessingException notJson) {
            throw call.failedCall().unreadable(answer, null);
        }
        message.setHeader(RootSocketConstants.STATUS_CODE, answer.status());
        message.setHeader(RootSocketConstants.RESPONSE, answer.text());
    }
}
