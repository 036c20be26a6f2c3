package io.rootsocket.hub.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.util.CaseInsensitiveMap;

/** What components say of their headers, in the descriptions that their jars bring along. Safe for threads. */
final class DeclaredHeaders {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Description> known = new ConcurrentHashMap<>();
    private final CamelContext camel;

    DeclaredHeaders(CamelContext camel) {
        this.camel = camel;
    }

    /** Whether a component sets the header on what it brings. */
    boolean isSetBy(String scheme, String header) {
        Object label = of(scheme).labels().get(header);
        return label != null && !label.toString().contains("producer");
    }

    /** Whether a component reads the header of what is sent to it. */
    boolean isReadBy(String scheme, String header) {
        Object label = of(scheme).labels().get(header);
        return label != null && !label.toString().contains("consumer");
    }

    /** Whether one can only send to the component. */
    boolean isOnlySentTo(String scheme) {
        return of(scheme).producerOnly();
    }

    private Description of(String scheme) {
        return known.computeIfAbsent(scheme, this::read);
    }

    private Description read(String scheme) {
        try {
            String json = camel instanceof CatalogCamelContext catalog
                    ? catalog.getComponentParameterJsonSchema(scheme)
                    : null;
            return json == null ? Description.NONE : Description.of(JSON.readTree(json));
        } catch (IOException e) {
            // What cannot be read declares nothing, and so may bring nothing that is dangerous.
            return Description.NONE;
        }
    }

    private record Description(boolean producerOnly, CaseInsensitiveMap labels) {

        static final Description NONE = new Description(false, new CaseInsensitiveMap());

        static Description of(JsonNode component) {
            Iterable<Map.Entry<String, JsonNode>> headers = component.path("headers")::fields;
            return new Description(
                    component.path("component").path("producerOnly").asBoolean(),
                    new CaseInsensitiveMap(StreamSupport.stream(headers.spliterator(), false)
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    header -> header.getValue().path("label").asText()))));
        }
    }
}
