package io.rootsocket.hub.firewall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What an exchange has got from a component that was called or polled. */
final class FetchedHeaders {

    private FetchedHeaders() {}

    /**
     * Takes away what the component may not bring, and notes the rest as a stranger's.
     *
     * @param before the headers of the exchange before the call
     */
    static void admit(Exchange exchange, Map<String, Object> before, String scheme, Ownership ownership) {
        Message message = exchange.getMessage();
        var fetched = new HashMap<String, Object>();
        for (Map.Entry<String, Object> header : List.copyOf(message.getHeaders().entrySet())) {
            String name = header.getKey();
            if (header.getValue() == null || header.getValue() == before.get(name)) {
                continue;
            }
            if (ownership.mayBring(scheme, name)) {
                fetched.put(name, header.getValue());
            } else {
                message.removeHeader(name);
            }
        }
        StrangersHeaders.note(exchange, fetched);
    }
}
