package io.rootsocket.hub.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.impl.transports.JDKTransport;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepts no more connections than there may be open files, whatever comes at once. Netty accepts on a thread of its own,
 * and would take hundreds from a burst before {@link OpenConnections} hears of the first.
 */
final class BoundedTransport extends JDKTransport {

    private final int maxOpen;

    /** @param maxOpen beyond that, a connection is closed as it is accepted */
    BoundedTransport(int maxOpen) {
        this.maxOpen = maxOpen;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return () -> new Listener(maxOpen);
    }

    private static final class Listener extends NioServerSocketChannel {

        private final int maxOpen;
        private final AtomicInteger open = new AtomicInteger();

        Listener(int maxOpen) {
            this.maxOpen = maxOpen;
        }

        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int read = super.doReadMessages(accepted);
            if (read <= 0) {
                return read;
            }
            var connection = (Channel) accepted.get(accepted.size() - 1);
            if (open.get() >= maxOpen) {
                accepted.remove(connection);
                connection.unsafe().closeForcibly();
                return 0;
            }
            open.incrementAndGet();
            connection.closeFuture().addListener(closed -> open.decrementAndGet());
            return read;
        }
    }
}
