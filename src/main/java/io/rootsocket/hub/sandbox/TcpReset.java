package io.rootsocket.hub.sandbox;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/** Ends a connection the hard way: with a TCP reset, as a crashed server or a cut line does. */
final class TcpReset {

    private TcpReset() {}

    static void of(HttpConnection connection) {
        if (connection instanceof HttpServerConnection served) {
            Channel channel = served.channel();
            if (!channel.isOpen()) {
                return;
            }
            // Without lingering the kernel sends RST in the place of FIN. Vert.x has no door to that per connection.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            // Closed at the socket's end of the pipeline: Vert.x's end would first wait for what is still to be
            // written.
            var unused = channel.pipeline().firstContext().close();
        } else {
            connection.close();
        }
    }
}
