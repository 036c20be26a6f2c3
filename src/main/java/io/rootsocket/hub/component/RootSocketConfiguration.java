package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.TokenRequest;
import java.time.Duration;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code rootsocket:}, on the component and on each endpoint. What an endpoint does not set it takes
 * from the component.
 *
 * <p>A bean for Camel to fill before the route starts; not safe for threads, and read only while a producer starts
 * or through values that do not change after that.
 */
@UriParams
public class RootSocketConfiguration implements Cloneable {

    /** The one region that RootSocket documents. */
    public static final String DEFAULT_REGION = "eu-central-1";

    /** JMS's own default. */
    private static final int DEFAULT_PRIORITY = 4;

    @UriParam(
            description = "The channel to send to or to create a token for: 1 to 100 letters a-z and A-Z, digits"
                    + " and dots. Needed by `message` and `token`; the header `CamelRootSocketChannel` overrides it.")
    private @Nullable String channel;

    @UriParam(
            defaultValue = "1",
            description = "The category of a channel token. RootSocket documents no value but 1."
                    + " The header `CamelRootSocketCategory` overrides it.")
    private int category = TokenRequest.DEFAULT_CATEGORY;

    @UriParam(
            label = "security",
            secret = true,
            description = "The private key of the RootSocket application. Needed by every operation.")
    private @Nullable String key;

    @UriParam(
            defaultValue = DEFAULT_REGION,
            description =
                    "The region of the RootSocket application: requests go to" + " `https://<region>.rootsocket.com`.")
    private String region = DEFAULT_REGION;

    @UriParam(description = "The base URL of the service, such as `http://localhost:8001`. Overrides `region`.")
    private @Nullable String apiUrl;

    @UriParam(
            enums = "string,json",
            defaultValue = "string",
            description = "How a body is sent: `string` as text, and maps, lists and objects as JSON text;"
                    + " `json` as a JSON value, and text must be JSON.")
    private DataFormat dataFormat = DataFormat.STRING;

    @UriParam(
            enums = "direct,durable",
            defaultValue = "direct",
            description = "When the exchange goes on after `message`: `direct` once RootSocket has taken the message,"
                    + " `durable` once it is stored on disk, to be delivered in order as soon as possible."
                    + " The hub's own default is `durable`.")
    private DeliveryMode delivery = DeliveryMode.DIRECT;

    @UriParam(
            description = "How long after it was accepted a durable message may still be delivered; later it becomes a"
                    + " dead letter. By default it never expires. The header `CamelRootSocketExpiresAfter` overrides"
                    + " it.")
    private @Nullable Duration expiresAfter;

    @UriParam(
            defaultValue = "4",
            description = "How urgent a durable message is, 0 to 9. It passes less urgent ones of other channels, never"
                    + " one of its own. The header `CamelRootSocketPriority` overrides it.")
    private int priority = DEFAULT_PRIORITY;

    @UriParam(
            enums = "resend,hold",
            defaultValue = "resend",
            description = "What becomes of a durable message whose request was written and not answered: `resend`"
                    + " delivers it at least once, `hold` keeps it as a dead letter for a person to decide.")
    private OnAmbiguous onAmbiguous = OnAmbiguous.RESEND;

    @UriParam(
            description =
                    "A Simple expression, such as `$simple{header.id}`. A durable message whose key was seen before"
                            + " on the same channel is dropped. Without a value there is no key."
                            + " The header `CamelRootSocketDeduplicationKey` overrides it.")
    private @Nullable String deduplicate;

    @UriParam(
            label = "advanced",
            defaultValue = "1000000",
            description = "The most bytes of the event that a message becomes, its channel and JSON included."
                    + " RootSocket drops larger ones without a word, so they are refused before they are sent.")
    private int maxMessageSize = Event.MAX_BYTES;

    @UriParam(
            label = "advanced",
            defaultValue = "false",
            description = "Make all checks of `message`, log what would be sent, and send nothing."
                    + " Other operations are not affected.")
    private boolean dryRun;

    @UriParam(
            label = "advanced",
            defaultValue = "2s",
            description = "How long to wait for a connection, and for a free one when all are in use.")
    private Duration connectTimeout = Duration.ofSeconds(2);

    @UriParam(
            label = "advanced",
            defaultValue = "10s",
            description = "How long to wait for the answer once the request was written.")
    private Duration responseTimeout = Duration.ofSeconds(10);

    @UriParam(
            label = "advanced",
            defaultValue = "200",
            description = "The most connections to one service, and so the most requests at a time. Endpoints with the"
                    + " same timeouts, TLS settings, proxy and `maxConnections` share them.")
    private int maxConnections = 200;

    @UriParam(label = "security", description = "TLS settings. By default the JVM's certificates are trusted.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy", description = "The host of an HTTP proxy.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "The port of the HTTP proxy. Needed with `proxyHost`.")
    private @Nullable Integer proxyPort;

    /** A copy that can be changed without changing this one. */
    public RootSocketConfiguration copy() {
        try {
            return (RootSocketConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable String getChannel() {
        return channel;
    }

    public void setChannel(@Nullable String channel) {
        this.channel = channel;
    }

    public int getCategory() {
        return category;
    }

    public void setCategory(int category) {
        this.category = category;
    }

    public @Nullable String getKey() {
        return key;
    }

    public void setKey(@Nullable String key) {
        this.key = key;
    }

    public String getRegion() {
        return region;
    }

    public void setRegion(String region) {
        this.region = region;
    }

    public @Nullable String getApiUrl() {
        return apiUrl;
    }

    public void setApiUrl(@Nullable String apiUrl) {
        this.apiUrl = apiUrl;
    }

    public DataFormat getDataFormat() {
        return dataFormat;
    }

    public void setDataFormat(DataFormat dataFormat) {
        this.dataFormat = dataFormat;
    }

    public DeliveryMode getDelivery() {
        return delivery;
    }

    public void setDelivery(DeliveryMode delivery) {
        this.delivery = delivery;
    }

    public @Nullable Duration getExpiresAfter() {
        return expiresAfter;
    }

    public void setExpiresAfter(@Nullable Duration expiresAfter) {
        this.expiresAfter = expiresAfter;
    }

    public int getPriority() {
        return priority;
    }

    public void setPriority(int priority) {
        this.priority = priority;
    }

    public OnAmbiguous getOnAmbiguous() {
        return onAmbiguous;
    }

    public void setOnAmbiguous(OnAmbiguous onAmbiguous) {
        this.onAmbiguous = onAmbiguous;
    }

    public @Nullable String getDeduplicate() {
        return deduplicate;
    }

    public void setDeduplicate(@Nullable String deduplicate) {
        this.deduplicate = deduplicate;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public @Nullable Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(@Nullable Integer proxyPort) {
        this.proxyPort = proxyPort;
    }
}
