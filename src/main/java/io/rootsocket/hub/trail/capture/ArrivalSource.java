package io.rootsocket.hub.trail.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rootsocket.hub.component.RootSocketConstants;
import io.rootsocket.hub.failure.RouteReplay;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.webhook.WebhookCall;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What brought an exchange, and which one it was.
 *
 * @param kind what kind of source it is
 * @param source where it came from, without options and secrets
 * @param id what the source calls it; empty if it does not say
 */
record ArrivalSource(SourceKind kind, String source, Optional<String> id) {

    private static final Map<String, SourceKind> KINDS = Map.ofEntries(
            Map.entry("platform-http", SourceKind.WEBHOOK),
            Map.entry("rest", SourceKind.WEBHOOK),
            Map.entry("rest-api", SourceKind.WEBHOOK),
            Map.entry("rest-openapi", SourceKind.WEBHOOK),
            Map.entry("file", SourceKind.FILE),
            Map.entry("ftp", SourceKind.FILE),
            Map.entry("ftps", SourceKind.FILE),
            Map.entry("sftp", SourceKind.FILE),
            Map.entry("jms", SourceKind.QUEUE),
            Map.entry("kafka", SourceKind.QUEUE),
            Map.entry("paho-mqtt5", SourceKind.QUEUE),
            Map.entry("imap", SourceKind.MAIL),
            Map.entry("imaps", SourceKind.MAIL),
            Map.entry("pop3", SourceKind.MAIL),
            Map.entry("pop3s", SourceKind.MAIL),
            Map.entry("schedule", SourceKind.SCHEDULE),
            Map.entry("quartz", SourceKind.SCHEDULE),
            Map.entry("cron", SourceKind.SCHEDULE),
            Map.entry("timer", SourceKind.TIMER),
            Map.entry("scheduler", SourceKind.TIMER),
            Map.entry("sql", SourceKind.POLL),
            Map.entry("rss", SourceKind.POLL),
            Map.entry("atom", SourceKind.POLL));

    /** What senders of webhooks call a delivery. */
    private static final List<String> DELIVERY_HEADERS = List.of(
            "X-GitHub-Delivery",
            "webhook-id",
            "svix-id",
            "X-Gitlab-Event-UUID",
            "X-Gitea-Delivery",
            "X-Shopify-Webhook-Id",
            "X-Atlassian-Webhook-Identifier",
            "X-Request-UUID",
            "Paypal-Transmission-Id",
            "Twilio-Event-Id",
            "X-Event-Id",
            "ce-id",
            "Idempotency-Key");

    /** Senders that name a delivery in its body: the header by which one knows them, and the field. */
    private static final Map<String, String> DELIVERY_FIELDS =
            Map.of("Stripe-Signature", "id", "X-Slack-Signature", "event_id");

    private static final int MAX_ID = 250;
    private static final JsonFactory JSON = new JsonFactory();

    static SourceKind kind(String scheme) {
        return KINDS.getOrDefault(scheme, SourceKind.OTHER);
    }

    /** @param address where the exchange came in, for a source that does not say it better */
    static ArrivalSource of(Exchange exchange, SourceKind kind, String address) {
        if (RouteReplay.isReroute(exchange)) {
            String why = RouteReplay.reason(exchange).orElse("replay of a dead letter");
            return new ArrivalSource(kind, why, RouteReplay.letter(exchange));
        }
        Message message = exchange.getIn();
        return switch (kind) {
            case WEBHOOK -> new ArrivalSource(kind, called(message, address), delivery(exchange));
            case FILE -> new ArrivalSource(kind, address, header(message, Exchange.FILE_NAME));
            case QUEUE -> new ArrivalSource(kind, address, header(message, "JMSMessageID"));
            case MAIL -> new ArrivalSource(kind, address, header(message, "Message-ID"));
            case SCHEDULE -> new ArrivalSource(kind, address, occurrence(exchange));
            case TIMER, POLL, OTHER -> new ArrivalSource(kind, address, Optional.empty());
        };
    }

    private static String called(Message message, String address) {
        String method = message.getHeader(Exchange.HTTP_METHOD, String.class);
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        return method == null || path == null ? address : method + " " + path;
    }

    private static Optional<String> occurrence(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(RootSocketConstants.OCCURRENCE, String.class));
    }

    private static Optional<String> delivery(Exchange exchange) {
        Message message = exchange.getIn();
        return DELIVERY_HEADERS.stream()
                .flatMap(name -> header(message, name).stream())
                .findFirst()
                .or(() -> DELIVERY_FIELDS.entrySet().stream()
                        .filter(sender -> message.getHeader(sender.getKey()) != null)
                        .flatMap(sender -> field(exchange, sender.getValue()).stream())
                        .findFirst());
    }

    private static Optional<String> header(Message message, String name) {
        // A header that comes twice names nothing.
        return message.getHeader(name) instanceof String text && !text.isBlank() && text.length() <= MAX_ID
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private static Optional<String> field(Exchange exchange, String name) {
        return WebhookCall.by(exchange).flatMap(WebhookCall::body).flatMap(body -> field(body, name));
    }

    /** A field of the outermost object. */
    private static Optional<String> field(byte[] json, String name) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(name);
                JsonToken value = parser.nextToken();
                if (found) {
                    return Optional.ofNullable(value == JsonToken.VALUE_STRING ? parser.getText() : null)
                            .filter(text -> !text.isBlank() && text.length() <= MAX_ID);
                }
                parser.skipChildren();
            }
        } catch (IOException noJson) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
