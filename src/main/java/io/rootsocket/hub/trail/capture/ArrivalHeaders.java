package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.trail.SourceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What came with an exchange, as far as it is needed to bring the same again. */
final class ArrivalHeaders {

    /** What of Camel's own headers says how it came; others of that name are a stranger's, or for Camel alone. */
    private static final Map<SourceKind, Set<String>> CAMELS = Map.of(
            SourceKind.WEBHOOK, Set.of(Exchange.HTTP_METHOD, Exchange.HTTP_PATH, Exchange.HTTP_QUERY),
            SourceKind.FILE, Set.of(Exchange.FILE_NAME, Exchange.FILE_NAME_ONLY),
            SourceKind.QUEUE, Set.of("CamelMqttTopic"));

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
            if (isTold(header.getKey(), kind) && isSimple(header.getValue())) {
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

    private static boolean isTold(String name, SourceKind kind) {
        return !name.regionMatches(true, 0, "Camel", 0, 5)
                || CAMELS.getOrDefault(kind, Set.of()).contains(name);
    }

    private static boolean isSimple(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
