package io.rootsocket.hub.hub;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.DaemonThreads;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.ListenAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The broker of a hub, which opens while the hub makes its context: to read the journal takes as long. Safe to share between
 * threads.
 */
final class OpeningBroker implements AutoCloseable {

    private final CompletableFuture<Broker> broker;

    private OpeningBroker(CompletableFuture<Broker> broker) {
        this.broker = broker;
    }

    /**
     * Begins to open what the settings name.
     *
     * @throws HubConfigurationException if its port is taken
     */
    static OpeningBroker begin(HubSettings settings) {
        var wanted = settings.broker();
        if (wanted.url().isPresent()) {
            return new OpeningBroker(CompletableFuture.completedFuture(
                    Broker.external(wanted.url().get(), wanted.user(), wanted.password())));
        }
        new ListenAddress("127.0.0.1", wanted.port()).requireFree("HUB_BROKER_PORT");
        ExecutorService thread = Executors.newSingleThreadExecutor(DaemonThreads.named("broker-start"));
        try {
            return new OpeningBroker(CompletableFuture.supplyAsync(() -> embedded(settings), thread));
        } finally {
            thread.shutdown();
        }
    }

    private static Broker embedded(HubSettings settings) {
        var wanted = settings.broker();
        return Broker.embedded(
                StoppedHub.brokerIn(settings.data()),
                wanted.port(),
                settings.outbox().maxDiskUsage(),
                wanted.user(),
                wanted.password(),
                wanted.journalTimeout());
    }

    /**
     * The broker, once it is open.
     *
     * @throws io.rootsocket.hub.broker.BrokerException if it does not open
     */
    Broker get() {
        try {
            return broker.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Closes what has opened, and waits for that if it is just being done. Safe twice. */
    @Override
    public void close() {
        if (broker.handle((opened, failure) -> failure == null).join()) {
            broker.join().close();
        }
    }
}
