package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.broker.BrokerManagement;
import io.rootsocket.hub.broker.QueueNames;
import io.rootsocket.hub.broker.WholeQueue;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what waits in the outbox, whoever put it there. Safe to share between threads. */
final class Backlog {

    private final ConnectionFactory connections;
    private final BrokerManagement management;

    Backlog(ConnectionFactory connections, BrokerManagement management) {
        this.connections = connections;
        this.management = management;
    }

    /**
     * The channels for which messages wait.
     *
     * @throws BrokerException if the broker does not answer
     */
    List<WaitingChannel> channels() {
        Map<String, Long> depths = management.depths(QueueNames.OUTBOX_PREFIX);
        return depths.isEmpty() ? List.of() : channels(depths);
    }

    /** The same, without a look into the queues: how long the oldest has waited is not known. */
    List<WaitingChannel> counted() {
        return management.depths(QueueNames.OUTBOX_PREFIX).entrySet().stream()
                .flatMap(queue -> LaneName.ofQueue(queue.getKey()).stream()
                        .map(lane ->
                                new WaitingChannel(lane.account(), lane.channel(), queue.getValue(), Optional.empty())))
                .toList();
    }

    private List<WaitingChannel> channels(Map<String, Long> depths) {
        List<WaitingChannel> found = new ArrayList<>();
        try (Connection connection = connections.createConnection()) {
            connection.start();
            try (Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
                for (var queue : depths.entrySet()) {
                    Optional<LaneName> lane = LaneName.ofQueue(queue.getKey());
                    if (lane.isPresent()) {
                        found.add(new WaitingChannel(
                                lane.get().account(),
                                lane.get().channel(),
                                queue.getValue(),
                                oldest(session, queue.getKey())));
                    }
                }
            }
        } catch (JMSException e) {
            throw new BrokerException("The outbox cannot be looked at: %s.".formatted(e.getMessage()), e);
        }
        return found;
    }

    private static Optional<Instant> oldest(Session session, String queue) throws JMSException {
        try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            Enumeration<?> messages = browser.getEnumeration();
            return messages.hasMoreElements() ? acceptedAt((Message) messages.nextElement()) : Optional.empty();
        }
    }

    /** One that cannot be read says nothing; it is put aside when its turn comes. */
    private static Optional<Instant> acceptedAt(Message message) throws JMSException {
        try {
            WholeQueue.whole(message);
            return Optional.of(UnreadableMessageException.properties(() -> MessageOnQueue.acceptedAt(message)));
        } catch (UnreadableMessageException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
