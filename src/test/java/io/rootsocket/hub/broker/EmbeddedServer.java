package io.rootsocket.hub.broker;

import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/** The server inside an embedded broker, for tests that hurt it or look into it. */
public final class EmbeddedServer {

    private static final int MORE_THAN_THREADS = 100;

    private EmbeddedServer() {}

    public static ActiveMQServer of(Broker broker) {
        return broker.embedded().orElseThrow().active();
    }

    /**
     * Keeps all its threads busy, as on a busy machine: what has come to a queue is entered much later.
     *
     * @return lets them go
     */
    static Runnable keepBusy(Broker broker) {
        var busy = new CountDownLatch(1);
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            of(broker).getExecutorFactory().getExecutor().execute(() -> await(busy));
        }
        return busy::countDown;
    }

    /**
     * Keeps busy what works for one queue: nothing that comes to it is entered by itself.
     *
     * @return lets it go
     */
    static Runnable keepBusy(Broker broker, String queue) {
        var busy = new CountDownLatch(1);
        of(broker).locateQueue(queue).getExecutor().execute(() -> await(busy));
        return busy::countDown;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
