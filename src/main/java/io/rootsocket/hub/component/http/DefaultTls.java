package io.rootsocket.hub.component.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** TLS as Java does it by default. Its certificates are read with the first connection that needs them. Safe for threads. */
final class DefaultTls implements TlsSocketStrategy {

    private @Nullable TlsSocketStrategy read;

    @Override
    public SSLSocket upgrade(
            Socket socket, String target, int port, @Nullable Object attachment, @Nullable HttpContext context)
            throws IOException {
        return read().upgrade(socket, target, port, attachment, context);
    }

    private synchronized TlsSocketStrategy read() {
        TlsSocketStrategy known = read;
        if (known == null) {
            known = DefaultClientTlsStrategy.createDefault();
            read = known;
        }
        return known;
    }
}
