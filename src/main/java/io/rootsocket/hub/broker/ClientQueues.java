package io.rootsocket.hub.broker;

import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Lets clients make queues, each at the address of its own name, and keep what is sent there. The name of a queue is one
 * for the whole broker, whatever its address: a client that made {@code x::orders} first would leave the address
 * {@code orders} without a queue, and what everybody else sends there would be dropped.
 *
 * <p>The subscription to a topic has a name of its own. Where that is one that somebody needs for a queue later, who sends
 * there is told.
 */
final class ClientQueues implements ActiveMQServerQueuePlugin, ActiveMQServerMessagePlugin {

    private final String reserved;
    private volatile Predicate<SimpleString> isAddress = name -> false;

    /** @param reserved what the names of the hub's own queues begin with */
    ClientQueues(String reserved) {
        this.reserved = reserved;
    }

    @Override
    public void registered(ActiveMQServer server) {
        isAddress = name -> server.getAddressInfo(name) != null;
    }

    @Override
    public void beforeCreateQueue(QueueConfiguration queue) throws ActiveMQSecurityException {
        SimpleString name = queue.getName();
        boolean own = name.equals(queue.getAddress());
        if (!own && name.toString().startsWith(reserved)) {
            throw refused(queue, "names that begin with " + reserved + " are the hub's own");
        }
        if (!own && queue.getRoutingType() == RoutingType.ANYCAST) {
            throw refused(queue, "the name of a queue is its address");
        }
        if (!own && isAddress.test(name)) {
            throw refused(queue, "there is an address of that name");
        }
        if (queue.getRoutingType() == RoutingType.ANYCAST
                && !Boolean.TRUE.equals(queue.isTemporary())
                && drops(queue)) {
            throw refused(queue, "a queue keeps all that is sent to it until it is taken");
        }
    }

    /** Whether it would let a message go that nobody has taken, or give it twice. */
    private static boolean drops(QueueConfiguration queue) {
        return queue.getFilterString() != null && !queue.getFilterString().isEmpty()
                || queue.getRingSize() != null && queue.getRingSize() >= 0
                || queue.getMaxConsumers() != null && queue.getMaxConsumers() == 0
                || Boolean.TRUE.equals(queue.isPurgeOnNoConsumers())
                || Boolean.TRUE.equals(queue.isLastValue())
                || queue.getLastValueKey() != null && !queue.getLastValueKey().isEmpty()
                || Boolean.TRUE.equals(queue.isNonDestructive())
                || Boolean.FALSE.equals(queue.isDurable());
    }

    private static ActiveMQSecurityException refused(QueueConfiguration queue, String why) {
        return new ActiveMQSecurityException(
                "Queue %s cannot be made at the address %s: %s.".formatted(queue.getName(), queue.getAddress(), why));
    }

    @Override
    public void afterSend(
            ServerSession session,
            Transaction transaction,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue,
            RoutingStatus result)
            throws ActiveMQException {
        if (session == null || result != RoutingStatus.NO_BINDINGS || message.getRoutingType() != RoutingType.ANYCAST) {
            return;
        }
        var refusal = new ActiveMQException(
                ActiveMQExceptionType.QUEUE_DOES_NOT_EXIST,
                "No queue takes what is sent to %s; a queue or a subscription elsewhere may have its name."
                        .formatted(message.getAddress()));
        session.markTXFailed(refusal);
        throw refusal;
    }
}
