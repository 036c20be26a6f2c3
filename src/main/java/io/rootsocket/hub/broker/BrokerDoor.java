package io.rootsocket.hub.broker;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of the embedded broker. It holds no more sockets than there may be clients, and none that does not begin to
 * speak Artemis' protocol soon: each is an open file, and the hub's other doors need files too. Artemis itself counts a
 * client only once it has spoken, and speaks HTTP too, with bodies of any size.
 */
final class BrokerDoor implements AutoCloseable {

    /** How many clients may be connected at once. */
    static final int MAX_CONNECTIONS = 256;

    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2);
    /** What each client says first. */
    private static final byte[] GREETING = "ARTEMIS".getBytes(StandardCharsets.US_ASCII);
    /** What Artemis calls its own handler, which it adds once it knows the protocol. */
    private static final String GREETED = "handler";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerDoor.class);
    private static final long WARN_EVERY = Duration.ofMinutes(1).toNanos();

    private final InetSocketAddress address;
    private final Consumer<Channel> broker;
    private final AtomicInteger open = new AtomicInteger();
    private @Nullable NioEventLoopGroup threads;
    private @Nullable Channel listener;
    private long warnAt = System.nanoTime();

    /** @param broker takes what was let in */
    BrokerDoor(InetSocketAddress address, Consumer<Channel> broker) {
        this.address = address;
        this.broker = broker;
    }

    /** For Artemis, which then opens no port itself. */
    static TransportConfiguration acceptor(String name, int port) {
        return new TransportConfiguration(
                BrokerDoorFactory.class.getName(),
                Map.of(
                        TransportConstants.PROTOCOLS_PROP_NAME,
                        "CORE",
                        TransportConstants.HOST_PROP_NAME,
                        "127.0.0.1",
                        TransportConstants.PORT_PROP_NAME,
                        port,
                        TransportConstants.HTTP_UPGRADE_ENABLED_PROP_NAME,
                        true,
                        TransportConstants.HANDSHAKE_TIMEOUT,
                        0),
                name);
    }

    static InetSocketAddress address(Map<String, Object> parameters) {
        return new InetSocketAddress(
                Objects.toString(parameters.get(TransportConstants.HOST_PROP_NAME)),
                Integer.parseInt(Objects.toString(parameters.get(TransportConstants.PORT_PROP_NAME))));
    }

    synchronized void open() {
        threads = new NioEventLoopGroup(DaemonThreads.named("broker-door"));
        listener = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                // One by one, so that none is open before it is counted.
                .option(ChannelOption.MAX_MESSAGES_PER_READ, 1)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .handler(new Bound())
                .childHandler(new Greeting())
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    synchronized void stopAccepting() {
        if (listener != null) {
            listener.close().syncUninterruptibly();
            listener = null;
        }
    }

    @Override
    public synchronized void close() {
        stopAccepting();
        if (threads != null) {
            threads.shutdownGracefully(0, 5, TimeUnit.SECONDS);
            threads = null;
        }
    }

    /** At most once a minute, whatever comes. */
    private synchronized void warn(String message) {
        if (System.nanoTime() - warnAt >= 0) {
            warnAt = System.nanoTime() + WARN_EVERY;
            LOG.warn("{} More of this is not logged for a minute.", message);
        }
    }

    private final class Bound extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            var socket = (Channel) accepted;
            if (open.get() >= MAX_CONNECTIONS) {
                socket.unsafe().closeForcibly();
                warn("The broker has %d connections, and no more may be open: new ones are closed."
                        .formatted(MAX_CONNECTIONS));
                return;
            }
            open.incrementAndGet();
            socket.closeFuture().addListener(closed -> open.decrementAndGet());
            context.fireChannelRead(socket);
        }
    }

    private final class Greeting extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel socket) {
            socket.pipeline().addLast(new FirstBytes());
            broker.accept(socket);
            socket.eventLoop()
                    .schedule(() -> closeUnlessGreeted(socket), HANDSHAKE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void closeUnlessGreeted(Channel socket) {
            if (socket.isOpen() && socket.pipeline().get(GREETED) == null) {
                socket.close();
                warn("Somebody who had not begun to speak to the broker after %d s was disconnected."
                        .formatted(HANDSHAKE_TIMEOUT.toSeconds()));
            }
        }
    }

    /** Lets nobody speak anything else. Who begins rightly and goes on otherwise is left to Artemis, and to the timeout. */
    private static final class FirstBytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            if (read instanceof ByteBuf bytes && !begins(bytes)) {
                ReferenceCountUtil.release(read);
                context.close();
                return;
            }
            context.pipeline().remove(this);
            context.fireChannelRead(read);
        }

        private static boolean begins(ByteBuf bytes) {
            for (int i = 0; i < Math.min(GREETING.length, bytes.readableBytes()); i++) {
                if (bytes.getByte(bytes.readerIndex() + i) != GREETING[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
