package io.rootsocket.hub.reload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** {@code port:8080}: a source that does nothing but open a port at its start; port 0 fails without a message. */
public final class PortComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        int port = Integer.parseInt(remaining);
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new PortConsumer(this, processor, port);
            }
        };
    }

    private static final class PortConsumer extends DefaultConsumer {

        private final int port;
        private @Nullable ServerSocket socket;

        PortConsumer(Endpoint endpoint, Processor processor, int port) {
            super(endpoint, processor);
            this.port = port;
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            if (port == 0) {
                throw new NullPointerException();
            }
            socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        }

        @Override
        protected void doStop() throws Exception {
            if (socket != null) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            super.doStop();
        }
    }
}
