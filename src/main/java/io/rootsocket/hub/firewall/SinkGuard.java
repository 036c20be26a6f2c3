package io.rootsocket.hub.firewall;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.support.DefaultInterceptSendToEndpoint;
import org.apache.camel.util.CaseInsensitiveMap;
import org.jspecify.annotations.Nullable;

/** Hides strangers' headers from a component that would obey them, while it is sent to. */
final class SinkGuard implements EndpointStrategy {

    private static final String HIDDEN = "RootSocketHubHiddenHeaders";

    private final Ownership ownership;

    SinkGuard(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        String scheme = Ownership.scheme(endpoint);
        if (endpoint instanceof InterceptSendToEndpoint || passesOn(endpoint) || !ownership.isSink(scheme)) {
            return endpoint;
        }
        var guarded = new DefaultInterceptSendToEndpoint(endpoint, false);
        guarded.setBefore(exchange -> hide(exchange, scheme));
        guarded.setAfter(SinkGuard::showAgain);
        return guarded;
    }

    /** Whether the route says that it is a proxy, whose caller chooses path and query. */
    private static boolean passesOn(Endpoint endpoint) {
        return endpoint instanceof HttpEndpoint http && (http.isBridgeEndpoint() || http.isPreserveHostHeader());
    }

    private void hide(Exchange exchange, String scheme) throws IOException, MessagingException {
        Message message = exchange.getMessage();
        StrangersHeaders strangers = StrangersHeaders.of(exchange);
        var hidden = new CaseInsensitiveMap();
        for (Map.Entry<String, Object> header : List.copyOf(message.getHeaders().entrySet())) {
            if (strangers.include(header.getKey(), header.getValue()) && ownership.obeys(scheme, header.getKey())) {
                hidden.put(header.getKey(), header.getValue());
                message.removeHeader(header.getKey());
            }
        }
        if (Ownership.isMail(scheme)) {
            HeaderLine.requireInMail(message);
        }
        if (message.getBody() instanceof MimeMessage inner && StrangersHeaders.areKnownOf(exchange)) {
            // A mail within a mail would be sent as it is, to whomever it names.
            String text = text(inner);
            message.setBody(text);
            exchange.setProperty(HIDDEN, new Hidden(hidden, inner, text));
        } else {
            exchange.setProperty(HIDDEN, new Hidden(hidden, null, null));
        }
    }

    private static String text(MimeMessage mail) throws IOException, MessagingException {
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void showAgain(Exchange exchange) {
        if (exchange.removeProperty(HIDDEN) instanceof Hidden hidden) {
            hidden.headers().forEach(exchange.getMessage().getHeaders()::putIfAbsent);
            // What the component has answered stays.
            if (hidden.mail() != null && exchange.getMessage().getBody() == hidden.text()) {
                exchange.getMessage().setBody(hidden.mail());
            }
        }
    }

    private record Hidden(
            CaseInsensitiveMap headers,
            @Nullable MimeMessage mail,
            @Nullable String text) {}
}
