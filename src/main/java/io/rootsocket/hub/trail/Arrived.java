package io.rootsocket.hub.trail;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something came in.
 *
 * @param source the endpoint that it came from
 * @param sourceId which one it was: the webhook's delivery header, a file and record, a JMS message id, an occurrence; empty
 *     if the source does not say
 * @param place the route's file and line, as in {@code orders.yaml:3}; empty if it came of no file
 * @param generation the generation of the routes that took it
 * @param payload the body as it came
 * @param headers what came with it and is needed to bring it again: of a webhook its headers and Camel's CamelHttpMethod,
 *     CamelHttpPath and CamelHttpQuery, of a file its name, of a queue its properties; as text, redacted by their names
 * @param traceparent the caller's, as the W3C writes it
 */
public record Arrived(
        String exchangeId,
        Instant at,
        SourceKind kind,
        String source,
        Optional<String> sourceId,
        String route,
        Optional<String> place,
        Optional<String> generation,
        Payload payload,
        Map<String, String> headers,
        Optional<String> traceparent)
        implements TrailEvent {

    public Arrived {
        headers = Map.copyOf(headers);
    }
}
