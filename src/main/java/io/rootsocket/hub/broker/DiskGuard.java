package io.rootsocket.hub.broker;

import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Lets the embedded broker take nothing from its clients, routes included, while its disk is too full. A disk that is full
 * to the last byte stops the broker, and a page file of which the last record is cut holds what comes later where nobody
 * can read it.
 *
 * <p>The hub itself may go on: the outbox asks before, and the room that is left is for its acknowledgements and dead
 * letters. Artemis' own guard looks every five seconds, lets producers wait without an end, and begins to page at all
 * addresses at once, on the full disk.
 */
final class DiskGuard implements ActiveMQServerMessagePlugin {

    private final DiskSpace disk;
    private final String hub;

    /** @param hub the name of the hub itself */
    DiskGuard(DiskSpace disk, String hub) {
        this.disk = disk;
        this.hub = hub;
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction transaction, Message message, boolean direct, boolean noAutoCreateQueue)
            throws ActiveMQIOErrorException {
        if (session == null || hub.equals(session.getUsername())) {
            return;
        }
        var full = disk.full();
        if (full.isPresent()) {
            // Of another kind, it would not fail the transaction that the message is sent in.
            throw new ActiveMQIOErrorException(full.get());
        }
    }
}
