package io.rootsocket.hub.component;

import io.rootsocket.hub.component.http.ConnectionOptions;
import io.rootsocket.hub.component.http.HttpAnswer;
import io.rootsocket.hub.component.http.WholeAnswer;
import io.rootsocket.hub.protocol.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.utils.URIUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.NullEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the service over HTTP, with the client of an {@code http:} endpoint of its own that no route can see. What
 * camel-http would do around each call, for routes, it does without.
 *
 * <p>Usable until {@link #close()}, and safe for threads. Holds the calling thread until the answer came. Sends
 * each request once: neither redirects nor failures make it send again. The connections are the component's.
 */
final class HttpCall implements AutoCloseable {

    /** Without a charset, as RootSocket documents it. */
    private static final ContentType JSON = ContentType.create("application/json");

    /** The name of a bean that has the last word on the HTTP client, such as one that answers without a network. */
    private static final String HTTP_CLIENT = "rootSocketHttpClient";

    private static final String TRACEPARENT = "traceparent";

    private final Operation operation;
    private final FailedCall failedCall;
    private final HttpEndpoint endpoint;
    private final HttpClient client;
    private final URI address;
    private final HttpHost service;
    /** The last answer to a message that was JSON: a service says the same of each message that it takes. */
    private volatile String readable = "";

    /** @throws RootSocketConfigurationException if an option that it needs is missing or wrong */
    HttpCall(RootSocketComponent component, Operation operation, RootSocketConfiguration configuration)
            throws RootSocketConfigurationException {
        CamelContext context = component.getCamelContext();
        this.operation = operation;
        URI base = BaseUrl.of(operation, configuration);
        String key = UsableOptions.key(operation, configuration, component.defaults());
        UsableOptions.check(operation, configuration);
        this.failedCall = new FailedCall(operation, base, key, component.clock());
        try {
            var options = connectionOptions(configuration, "https".equals(base.getScheme()));
            this.endpoint = endpoint(component.connections().with(options, context), base, operation, key);
            ServiceHelper.startService(endpoint);
            this.client = endpoint.getHttpClient();
            this.address = URI.create(endpoint.getHttpUri().toASCIIString());
            this.service = Objects.requireNonNull(URIUtils.extractHost(address), "an address has a host");
        } catch (Exception e) {
            throw new RootSocketConfigurationException(
                    "`rootsocket:%s` cannot connect to %s: %s. Check its TLS, proxy and connection options."
                            .formatted(operation.word(), base, KeyMask.inText(String.valueOf(e.getMessage()), key)),
                    Failure.unsent(operation, null, e));
        }
    }

    /**
     * The options of an endpoint.
     *
     * @param secure whether its address is one with TLS; camel-http would speak TLS to an {@code http:} address too
     *     if it had TLS settings
     */
    static ConnectionOptions connectionOptions(RootSocketConfiguration configuration, boolean secure) {
        return new ConnectionOptions(
                configuration.getConnectTimeout(),
                configuration.getResponseTimeout(),
                configuration.getMaxConnections(),
                secure ? configuration.getSslContextParameters() : null,
                configuration.getProxyHost(),
                configuration.getProxyPort());
    }

    private static HttpEndpoint endpoint(HttpComponent http, URI base, Operation operation, String key)
            throws Exception {
        var endpoint = (HttpEndpoint) http.createEndpoint(base + operation.path() + "?httpMethod="
                + operation.httpMethod() + "&httpClient.protocolUpgradeEnabled=false");
        // made once, and not as headers of an exchange: it costs less, and an exchange has none that could get out
        List<Header> headers =
                List.of(new BasicHeader("Authorization", key, true), new BasicHeader("Accept", "application/json"));
        endpoint.setHttpClientConfigurer(CompositeHttpConfigurer.combineConfigurers(
                endpoint.getHttpClientConfigurer(), client -> client.setDefaultHeaders(headers)));
        var last = http.getCamelContext().getRegistry().lookupByNameAndType(HTTP_CLIENT, HttpClientConfigurer.class);
        if (last != null) {
            endpoint.setHttpClientConfigurer(
                    CompositeHttpConfigurer.combineConfigurers(endpoint.getHttpClientConfigurer(), last));
        }
        return endpoint;
    }

    /**
     * Sends the request and waits for the answer.
     *
     * @param body the JSON to send; null for none
     * @param channel the channel that it is about, for the message of an error
     * @return the answer, whose status is 2xx; it is JSON, or says nothing
     * @throws RootSocketException if the service did not do it, or if that is not known
     */
    HttpAnswer send(byte @Nullable [] body, @Nullable String channel) throws RootSocketException {
        return send(body, channel, Optional.empty());
    }

    /** @param traceparent the trace that the request belongs to, as the W3C writes it */
    HttpAnswer send(byte @Nullable [] body, @Nullable String channel, Optional<String> traceparent)
            throws RootSocketException {
        HttpAnswer answer = exchange(body, channel, traceparent);
        if (!answer.isSuccess()) {
            throw failedCall.answered(answer, channel);
        }
        if (answer.isEmpty() || answer.text().equals(readable)) {
            return answer;
        }
        return switch (answer.form()) {
            case JSON -> {
                readable = operation == Operation.MESSAGE ? answer.text() : "";
                yield answer;
            }
            case HALF -> throw failedCall.brokenOff(channel);
            case OTHER -> throw failedCall.unreadable(answer, channel);
        };
    }

    private HttpAnswer exchange(byte @Nullable [] body, @Nullable String channel, Optional<String> traceparent)
            throws RootSocketException {
        // Made of nothing but what is given: nothing that a route carries can get into the request.
        var request = new HttpUriRequestBase(operation.httpMethod(), address);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, JSON));
        } else if (!operation.httpMethod().equals("GET")) {
            request.setEntity(NullEntity.INSTANCE);
        }
        if (traceparent.isPresent()) {
            request.setHeader(TRACEPARENT, traceparent.get());
        }
        try {
            return client.execute(service, request, this::answer);
        } catch (IOException | RuntimeException e) {
            throw failedCall.threw(e, channel);
        }
    }

    /** What is in memory by now. */
    private HttpAnswer answer(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] said = entity == null ? new byte[0] : entity.getContent().readAllBytes();
        return new HttpAnswer(
                response.getCode(),
                new String(said, StandardCharsets.UTF_8),
                said.length >= WholeAnswer.maxBytes(operation.httpMethod()),
                Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER))
                        .map(Header::getValue));
    }

    FailedCall failedCall() {
        return failedCall;
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownService(endpoint);
    }
}
