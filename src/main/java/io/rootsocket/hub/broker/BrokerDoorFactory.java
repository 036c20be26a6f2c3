package io.rootsocket.hub.broker;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.cluster.ClusterConnection;
import org.apache.activemq.artemis.core.server.metrics.MetricsManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.AcceptorFactory;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ServerConnectionLifeCycleListener;
import org.apache.activemq.artemis.utils.actors.OrderedExecutor;
import org.jspecify.annotations.Nullable;

/** Makes the acceptor of the embedded broker's port. Public, as Artemis makes it by its name. Safe to share between threads. */
public final class BrokerDoorFactory implements AcceptorFactory {

    @Override
    public Acceptor createAcceptor(
            String name,
            ClusterConnection cluster,
            Map<String, Object> parameters,
            BufferHandler handler,
            ServerConnectionLifeCycleListener listener,
            Executor threadPool,
            ScheduledExecutorService scheduledThreadPool,
            Map<String, ProtocolManager> protocols,
            String threadFactoryGroupName,
            @Nullable MetricsManager metrics) {
        return new BoundedAcceptor(
                name,
                cluster,
                parameters,
                handler,
                listener,
                scheduledThreadPool,
                new OrderedExecutor(threadPool),
                protocols,
                threadFactoryGroupName,
                metrics);
    }

    /** Serves the sockets that a {@link BrokerDoor} lets in, where Artemis' own would take any number. */
    private static final class BoundedAcceptor extends NettyAcceptor {

        private final BrokerDoor door;

        BoundedAcceptor(
                String name,
                ClusterConnection cluster,
                Map<String, Object> parameters,
                BufferHandler handler,
                ServerConnectionLifeCycleListener listener,
                ScheduledExecutorService scheduledThreadPool,
                Executor failures,
                Map<String, ProtocolManager> protocols,
                String threadFactoryGroupName,
                @Nullable MetricsManager metrics) {
            super(
                    name,
                    cluster,
                    parameters,
                    handler,
                    listener,
                    scheduledThreadPool,
                    failures,
                    protocols,
                    threadFactoryGroupName,
                    metrics);
            this.door = new BrokerDoor(BrokerDoor.address(parameters), this::transfer);
        }

        @Override
        protected void internalStart() throws Exception {
            boolean first = !isStarted();
            super.internalStart();
            if (first) {
                door.open();
            }
        }

        @Override
        public synchronized void pause() {
            door.stopAccepting();
            super.pause();
        }

        @Override
        public synchronized void asyncStop(Runnable callback) {
            door.stopAccepting();
            super.asyncStop(() -> {
                door.close();
                callback.run();
            });
        }
    }
}
