package io.rootsocket.hub.component;

import org.apache.camel.Exchange;

/**
 * Where messages wait for their delivery, for {@code delivery=durable}. The component has none of its own: an
 * application gives it one with {@link RootSocketComponent#setDurableStore}. Safe to share between threads.
 */
public interface DurableStore {

    /**
     * Told when a durable endpoint starts, so that the store can deliver what it still holds of it. The store delivers
     * with {@link RootSocketEndpoint#deliver}.
     */
    void opened(RootSocketEndpoint endpoint);

    /**
     * Stores a message. Once it returns, the message is on disk and will be delivered or be found by a person.
     *
     * @param exchange the exchange that sends it, which is not changed
     * @return false if it was dropped, as its channel has had a message with its key before
     * @throws NotStoredException if it was not stored; the same message may be stored later
     */
    boolean store(DurableMessage message, RootSocketEndpoint endpoint, Exchange exchange) throws NotStoredException;
}
