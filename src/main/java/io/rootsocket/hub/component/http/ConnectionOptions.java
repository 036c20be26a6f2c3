package io.rootsocket.hub.component.http;

import java.time.Duration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * What endpoints must have in common to share connections. The address is not among it: a pool keeps the connections
 * to different services apart.
 *
 * @param connectTimeout how long to wait for a connection, and for a free one
 * @param responseTimeout how long to wait for an answer
 * @param maxConnections the most connections to one service
 * @param tls the TLS settings, the same object; null for the JVM's, and for an address without TLS
 * @param proxyHost the host of an HTTP proxy; null for none
 * @param proxyPort the port of the HTTP proxy; null for none
 */
public record ConnectionOptions(
        Duration connectTimeout,
        Duration responseTimeout,
        int maxConnections,
        @Nullable SSLContextParameters tls,
        @Nullable String proxyHost,
        @Nullable Integer proxyPort) {}
