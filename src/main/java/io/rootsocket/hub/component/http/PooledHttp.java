package io.rootsocket.hub.component.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * camel-http as RootSocket needs it: it sends each request once, adds nothing of its own, and all of its endpoints
 * share one pool of connections, which it holds from its start to its stop.
 */
final class PooledHttp extends HttpComponent {

    /**
     * How long a pooled connection may be idle before it is checked; a check takes up to a millisecond. Without it, a
     * connection that the service has closed meanwhile would make the next message's fate uncertain.
     */
    private static final Duration CHECK_AFTER_IDLE = Duration.ofMillis(250);

    private static final String VERSION = Optional.ofNullable(
                    PooledHttp.class.getPackage().getImplementationVersion())
            .orElse("dev");

    /** Headers without an end would fill the memory. */
    private static final Http1Config BOUNDED_HEADERS = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(16 * 1024)
            .build();

    private final ConnectionOptions options;
    private @Nullable ScheduledExecutorService timer;

    PooledHttp(ConnectionOptions options) {
        this.options = options;
        setConnectTimeout(options.connectTimeout().toMillis());
        setConnectionRequestTimeout(options.connectTimeout().toMillis());
        setResponseTimeout(options.responseTimeout().toMillis());
        setProxyHost(options.proxyHost());
        setProxyPort(options.proxyPort());
        // camel-http would otherwise speak TLS to the proxy itself whenever the service is reached over TLS
        setProxyAuthScheme("http");
        setUserAgent("rootsocket-hub/" + VERSION);
        setSkipRequestHeaders(true);
        setContentTypeCharsetEnabled(false);
        setCopyHeaders(false);
        setSkipControlHeaders(true);
        setFollowRedirects(false);
        setRedirectHandlingDisabled(true);
        setAutomaticRetriesDisabled(true);
        setContentCompressionDisabled(true);
        setCookieManagementDisabled(true);
        setAuthCachingDisabled(true);
        setConnectionStateDisabled(true);
    }

    @Override
    public void doStart() throws Exception {
        setClientConnectionManager(pool());
        ScheduledExecutorService started = getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "RootSocketDeadline");
        timer = started;
        var ends = new Deadlines(started);
        setHttpClientConfigurer(
                client -> WholeAnswer.isRead(client, options.connectTimeout(), options.responseTimeout(), ends));
        super.doStart();
    }

    @Override
    public void doStop() throws Exception {
        super.doStop();
        if (timer != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(timer);
            timer = null;
        }
    }

    private HttpClientConnectionManager pool() throws Exception {
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                // the strict policy takes one lock for every lease and every return, and 64 threads queue for it
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(BOUNDED_HEADERS)
                        .build())
                .setMaxConnPerRoute(options.maxConnections())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(Timeout.of(options.responseTimeout()))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(TimeValue.of(CHECK_AFTER_IDLE))
                        .build());
        SSLContextParameters tls = options.tls();
        return pool.setTlsSocketStrategy(
                        tls == null
                                ? new DefaultTls()
                                : new DefaultClientTlsStrategy(tls.createSSLContext(getCamelContext())))
                .build();
    }
}
