package io.rootsocket.hub.component;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.SendDynamicAware;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * How {@code toD}, {@code wireTap} and {@code enrich} send to a {@code rootsocket:} URI with Simple in it: to one endpoint
 * for all messages, with what the message brings in headers for that one step. Nothing of the message becomes a part of
 * the URI, so that it can neither add an option nor lead the key elsewhere.
 *
 * <p>Made by Camel for each such step; safe for threads once started.
 */
@SendDynamic("rootsocket")
public final class RootSocketSendDynamicAware extends ServiceSupport implements SendDynamicAware {

    private CamelContext camelContext;
    private String scheme = "rootsocket";
    private @Nullable UriTemplate template;

    /** For Camel, which finds it by the scheme of a URI and names its context then. */
    @SuppressWarnings("NullAway.Init")
    public RootSocketSendDynamicAware() {}

    /**
     * @throws RootSocketConfigurationException if the route lets a message choose the options
     * @throws RootSocketMessageException if what the message brings cannot be the value of its option
     */
    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws RootSocketException {
        UriTemplate wanted = template(originalUri);
        return new Prepared(
                uri, originalUri, wanted.endpointUri(exchange), missing(exchange, wanted.headers(exchange)));
    }

    /** A header that is there already wins over the option of the same meaning, as it does for every endpoint. */
    private static Map<String, String> missing(Exchange exchange, Map<String, String> headers) {
        headers.keySet().removeIf(header -> exchange.getMessage().getHeader(header) != null);
        return headers;
    }

    /** A step has one URI, so it is taken apart once. */
    private UriTemplate template(String originalUri) throws RootSocketConfigurationException {
        UriTemplate known = template;
        if (known == null) {
            known = new UriTemplate(filledIn(originalUri.strip()), camelContext);
            template = known;
        }
        return known;
    }

    /** As the step was made: the text is the route's, and Camel shows it with the first message only. */
    private String filledIn(String originalUri) {
        var filledIn = new AtomicReference<>(originalUri);
        camelContext
                .getCamelContextExtension()
                .createRoute(
                        scheme,
                        () -> filledIn.set(
                                EndpointHelper.resolveEndpointUriPropertyPlaceholders(camelContext, originalUri)));
        return Objects.requireNonNull(filledIn.get());
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        String uri = ((Prepared) entry).endpointUri;
        camelContext.getComponent(scheme, RootSocketComponent.class).writtenInARoute(uri);
        return uri;
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return sent -> ((Prepared) entry).headers.forEach(sent.getMessage()::setHeader);
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return sent -> ((Prepared) entry).headers.keySet().forEach(sent.getMessage()::removeHeader);
    }

    /** What is sent where. */
    private static final class Prepared extends DynamicAwareEntry {

        private final String endpointUri;
        private final Map<String, String> headers;

        private Prepared(String uri, String originalUri, String endpointUri, Map<String, String> headers) {
            super(uri, originalUri, Map.of(), Map.of());
            this.endpointUri = endpointUri;
            this.headers = Map.copyOf(headers);
        }
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public void setScheme(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
