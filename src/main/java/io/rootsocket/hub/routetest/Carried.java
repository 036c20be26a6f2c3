package io.rootsocket.hub.routetest;

import io.rootsocket.hub.protocol.Wire;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.support.MessageHelper;

/** What of a message leaves a process: its body as text or bytes, and its headers but Camel's own. */
final class Carried {

    private Carried() {}

    static Object body(Message message) {
        MessageHelper.resetStreamCache(message);
        Object body = message.getBody();
        if (body == null || body instanceof String || body instanceof byte[]) {
            return body == null ? "" : body;
        }
        if (body instanceof Map || body instanceof Collection) {
            return Wire.writeText(body);
        }
        String text = message.getBody(String.class);
        return text == null ? String.valueOf(body) : text;
    }

    static Map<String, Object> headers(Message message) {
        var headers = new LinkedHashMap<String, Object>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && value != null) {
                headers.put(name, value);
            }
        });
        return headers;
    }
}
