package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.trail.SourceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What came with an exchange, as far as it is needed to bring the same again. */
final class ArrivalHeaders {

    /** What of Camel's own headers says how it came; the others are for Camel. */
    private static final Set<String> CAMELS = Set.of(
            Exchange.HTTP_METHOD,
            Exchange.HTTP_PATH,
            Exchange.HTTP_QUERY,
            Exchange.FILE_NAME,
            Exchange.FILE_NAME_ONLY,
            "CamelMqttTopic");

    private static final int MAX_VALUE = 1_000;
    private static final int MAX = 8_000;

    private ArrivalHeaders() {}

    static Map<String, String> of(Message message, SourceKind kind) {
        if (kind == SourceKind.SCHEDULE || kind == SourceKind.TIMER || !message.hasHeaders()) {
            return Map.of();
        }
        var headers = new LinkedHashMap<String, String>();
        int left = MAX;
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            if (isTold(header.getKey()) && isSimple(header.getValue())) {
                String text = String.valueOf(header.getValue());
                int length = header.getKey().length() + text.length();
                if (text.length() <= MAX_VALUE && length <= left) {
                    headers.put(header.getKey(), text);
                    left -= length;
                }
            }
        }
        return headers;
    }

    private static boolean isTold(String name) {
        return !name.startsWith("Camel") || CAMELS.contains(name);
    }

    private static boolean isSimple(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
