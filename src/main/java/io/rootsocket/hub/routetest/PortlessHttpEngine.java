package io.rootsocket.hub.routetest;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.webhook.FormFields;
import io.rootsocket.hub.webhook.WebhookCall;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.CollectionHelper;
import org.apache.camel.util.URISupport;

/** The webhook door without a port: hands calls to the routes that listen on their path. */
final class PortlessHttpEngine extends ServiceSupport implements PlatformHttpEngine {

    private static final Duration LONG_ENOUGH = Duration.ofDays(1);
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^/}]+)}");

    private final List<Webhook> webhooks = new ArrayList<>();

    /** What the caller gets. */
    record Answered(int status, String body, Map<String, String> headers) {}

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        var webhook = new Webhook(endpoint, processor);
        webhooks.add(webhook);
        return webhook;
    }

    /** Calls a webhook, as a client would. */
    Answered call(String method, String pathAndQuery, String body, Map<String, String> headers) {
        String path = pathAndQuery.replaceFirst("\\?.*", "");
        List<Webhook> listening =
                webhooks.stream().filter(webhook -> webhook.matches(path)).toList();
        if (listening.isEmpty()) {
            return new Answered(404, "", Map.of());
        }
        return listening.stream()
                .filter(webhook -> webhook.takes(method))
                .findFirst()
                .map(webhook -> webhook.call(method, pathAndQuery, body, headers))
                .orElseGet(() -> refused(listening));
    }

    private static Answered refused(List<Webhook> listening) {
        String methods = listening.stream()
                .flatMap(webhook -> webhook.methods().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String body = Wire.writeText(Map.of("detail", "This path takes %s.".formatted(methods)));
        return new Answered(405, body, Map.of("Allow", methods, Exchange.CONTENT_TYPE, "application/json"));
    }

    private static final class Webhook extends DefaultConsumer implements PlatformHttpConsumer {

        private final PlatformHttpEndpoint endpoint;
        private final Pattern path;
        private final List<String> parameters = new ArrayList<>();

        Webhook(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
            this.endpoint = endpoint;
            Matcher parameter = PATH_PARAMETER.matcher(endpoint.getPath());
            while (parameter.find()) {
                parameters.add(parameter.group(1));
            }
            this.path =
                    Pattern.compile(PATH_PARAMETER.matcher(endpoint.getPath()).replaceAll("([^/]+)")
                            + (endpoint.isMatchOnUriPrefix() ? ".*" : "/?"));
        }

        @Override
        public PlatformHttpEndpoint getEndpoint() {
            return endpoint;
        }

        boolean matches(String called) {
            return path.matcher(called).matches();
        }

        boolean takes(String method) {
            return endpoint.getHttpMethodRestrict() == null || methods().contains(method);
        }

        private List<String> methods() {
            String only = Objects.requireNonNullElse(endpoint.getHttpMethodRestrict(), "");
            return List.of(only.toUpperCase(Locale.ROOT).split("\\s*,\\s*"));
        }

        Answered call(String method, String pathAndQuery, String body, Map<String, String> headers) {
            Exchange exchange = createExchange(false);
            exchange.setPattern(org.apache.camel.ExchangePattern.InOut);
            fill(exchange, method, pathAndQuery, headers);
            bring(exchange, body.getBytes(StandardCharsets.UTF_8));
            try {
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            return answered(exchange);
        }

        /** The body as it is at the door: as it came, and of a form its fields. */
        private void bring(Exchange exchange, byte[] body) {
            var call = new WebhookCall(LONG_ENOUGH, ended -> {});
            call.keepBody(body);
            call.of(exchange);
            exchange.getIn().setBody(body.length == 0 ? null : body);
            String type =
                    Objects.requireNonNullElse(exchange.getIn().getHeader(Exchange.CONTENT_TYPE, String.class), "");
            if (FormFields.isType(type)) {
                FormFields.readInto(exchange, body, endpoint, StandardCharsets.UTF_8);
            }
        }

        private void fill(Exchange exchange, String method, String pathAndQuery, Map<String, String> headers) {
            var in = exchange.getIn();
            String[] parts = pathAndQuery.split("\\?", 2);
            Matcher values = path.matcher(parts[0]);
            if (values.matches()) {
                for (int i = 0; i < parameters.size(); i++) {
                    in.setHeader(parameters.get(i), values.group(i + 1));
                }
            }
            headers.forEach((name, value) -> take(exchange, name, value));
            if (parts.length > 1) {
                query(parts[1]).forEach((name, value) -> {
                    for (Object one : value instanceof List<?> several ? several : List.of(value)) {
                        take(exchange, name, String.valueOf(one));
                    }
                });
            }
            in.setHeader(Exchange.HTTP_METHOD, method);
            in.setHeader(Exchange.HTTP_PATH, parts[0]);
            in.setHeader(Exchange.HTTP_URI, parts[0]);
            in.setHeader(Exchange.HTTP_QUERY, parts.length > 1 ? parts[1] : "");
        }

        private static Map<String, Object> query(String written) {
            try {
                return URISupport.parseQuery(written);
            } catch (URISyntaxException e) {
                throw new UnreadableTestException("`%s` is no query: %s".formatted(written, e.getMessage()));
            }
        }

        /** Headers and the query alike become headers of the message, as at the door. */
        private void take(Exchange exchange, String name, String value) {
            if (!endpoint.getHeaderFilterStrategy().applyFilterToExternalHeaders(name, value, exchange)) {
                CollectionHelper.appendEntry(exchange.getIn().getHeaders(), name, value);
            }
        }

        private Answered answered(Exchange exchange) {
            if (exchange.getException() != null) {
                return new Answered(500, "", Map.of());
            }
            var message = exchange.getMessage();
            Object body = Carried.body(message);
            String text = body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : body.toString();
            int status = Optional.ofNullable(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                    .orElse(text.isEmpty() ? 204 : 200);
            var headers = new LinkedHashMap<String, String>();
            message.getHeaders().forEach((name, value) -> {
                if (value != null
                        && !endpoint.getHeaderFilterStrategy().applyFilterToCamelHeaders(name, value, exchange)) {
                    headers.put(name, Objects.toString(value));
                }
            });
            // The door writes it by itself, though a filter keeps it from the other headers.
            String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
            if (type != null) {
                headers.put(Exchange.CONTENT_TYPE, type);
            }
            return new Answered(status, text, headers);
        }
    }
}
