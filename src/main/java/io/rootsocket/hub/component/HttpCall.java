package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the service over HTTP, through an {@code http:} endpoint of its own that no route can see.
 *
 * <p>Connected until {@link #close()}, and safe for threads. Holds the calling thread until the answer came. Sends
 * each request once: neither redirects nor failures make it send again.
 */
final class HttpCall implements AutoCloseable {

    /**
     * How long a pooled connection may be idle before it is checked; a check takes up to a millisecond. Without it, a
     * connection that the service has closed meanwhile would make the next message's fate uncertain.
     */
    private static final Duration CHECK_AFTER_IDLE = Duration.ofMillis(250);

    private static final String VERSION = Optional.ofNullable(
                    HttpCall.class.getPackage().getImplementationVersion())
            .orElse("dev");

    private final CamelContext context;
    private final Operation operation;
    private final String key;
    private final FailedCall failedCall;
    private final HttpComponent http;
    /** The name of a bean that has the last word on the HTTP client, such as one that answers without a network. */
    private static final String HTTP_CLIENT = "rootSocketHttpClient";

    private final HttpEndpoint endpoint;
    private final Producer producer;

    /** @throws RootSocketConfigurationException if an option that it needs is missing or wrong */
    HttpCall(CamelContext context, Operation operation, RootSocketConfiguration configuration, Clock clock)
            throws RootSocketConfigurationException {
        this.context = context;
        this.operation = operation;
        URI base = BaseUrl.of(operation, configuration);
        this.key = UsableOptions.key(operation, configuration);
        UsableOptions.check(operation, configuration);
        this.failedCall = new FailedCall(operation, base, key, clock);
        this.http = component(context, configuration, "https".equals(base.getScheme()));
        try {
            http.start();
            this.endpoint =
                    (HttpEndpoint) http.createEndpoint(base + operation.path() + "?httpMethod=" + operation.httpMethod()
                            + "&throwExceptionOnFailure=false&httpClient.protocolUpgradeEnabled=false");
            checkIdleConnections();
            this.producer = endpoint.createProducer();
            ServiceHelper.startService(endpoint, producer);
        } catch (Exception e) {
            ServiceHelper.stopAndShutdownService(http);
            throw new RootSocketConfigurationException(
                    "`rootsocket:%s` cannot connect to %s: %s. Check its TLS, proxy and connection options."
                            .formatted(operation.word(), base, KeyMask.inText(String.valueOf(e.getMessage()), key)),
                    Failure.unsent(operation, null, e));
        }
    }

    private static HttpComponent component(
            CamelContext context, RootSocketConfiguration configuration, boolean secure) {
        var http = new HttpComponent();
        http.setCamelContext(context);
        http.setConnectTimeout(configuration.getConnectTimeout().toMillis());
        http.setConnectionRequestTimeout(configuration.getConnectTimeout().toMillis());
        http.setResponseTimeout(configuration.getResponseTimeout().toMillis());
        http.setSoTimeout(configuration.getResponseTimeout().toMillis());
        http.setConnectionsPerRoute(configuration.getMaxConnections());
        http.setMaxTotalConnections(configuration.getMaxConnections());
        http.setProxyHost(configuration.getProxyHost());
        http.setProxyPort(configuration.getProxyPort());
        // camel-http would otherwise speak TLS to the proxy itself whenever the service is reached over TLS
        http.setProxyAuthScheme("http");
        var further = context.getRegistry().lookupByNameAndType(HTTP_CLIENT, HttpClientConfigurer.class);
        http.setHttpClientConfigurer(client -> {
            AnswerLostException.isTold(client);
            if (further != null) {
                further.configureHttpClient(client);
            }
        });
        if (secure) {
            // camel-http speaks TLS whenever it has TLS settings, even to an http: address
            http.setSslContextParameters(configuration.getSslContextParameters());
        }
        http.setUserAgent("rootsocket-hub/" + VERSION);
        http.setContentTypeCharsetEnabled(false);
        http.setCopyHeaders(false);
        http.setSkipControlHeaders(true);
        http.setFollowRedirects(false);
        http.setRedirectHandlingDisabled(true);
        http.setAutomaticRetriesDisabled(true);
        http.setContentCompressionDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setAuthCachingDisabled(true);
        http.setConnectionStateDisabled(true);
        return http;
    }

    private void checkIdleConnections() {
        if (endpoint.getClientConnectionManager() instanceof PoolingHttpClientConnectionManager pool) {
            pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                    .setValidateAfterInactivity(TimeValue.of(CHECK_AFTER_IDLE))
                    .build());
        }
    }

    /**
     * Sends the request and waits for the answer.
     *
     * @param body the JSON to send; null for none
     * @param channel the channel that it is about, for the message of an error
     * @return the answer, whose status is 2xx
     * @throws RootSocketException if the service did not do it, or if that is not known
     */
    Answer send(byte @Nullable [] body, @Nullable String channel) throws RootSocketException {
        Answer answer = exchange(body, channel);
        if (!answer.isSuccess()) {
            throw failedCall.answered(answer, channel);
        }
        return answer;
    }

    private Answer exchange(byte @Nullable [] body, @Nullable String channel) throws RootSocketException {
        // an exchange of its own: nothing that a route carries can get into the request
        var exchange = new DefaultExchange(context);
        Message request = exchange.getIn();
        request.setHeader("Authorization", key);
        request.setHeader("Accept", "application/json");
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
            request.setBody(body);
        }
        try {
            producer.process(exchange);
            return answer(
                    exchange, Objects.requireNonNullElse(exchange.getMessage().getBody(String.class), ""));
        } catch (Exception e) {
            // camel-http notes the status before it reads the body: an answer that breaks off is still an answer
            if (exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE) != null) {
                return answer(exchange, "");
            }
            throw failedCall.threw(e, channel);
        }
    }

    private static Answer answer(Exchange exchange, String text) {
        Message response = exchange.getMessage();
        return new Answer(
                response.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                text,
                Optional.ofNullable(response.getHeader("Retry-After", String.class)));
    }

    FailedCall failedCall() {
        return failedCall;
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownServices(producer, endpoint, http);
    }
}
