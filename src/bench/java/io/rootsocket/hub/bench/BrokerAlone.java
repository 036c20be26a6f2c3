package io.rootsocket.hub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rootsocket.hub.broker.BrokerLogin;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * Artemis without a hub: for each lane a queue, a producer that waits until its message is on disk, and a consumer that
 * takes one message in each transaction. All of them stay open, which is the best that Artemis can do.
 */
final class BrokerAlone implements AutoCloseable, DurableRound.Sender {

    private final ActiveMQConnectionFactory connections;
    private final List<Connection> open = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<MessageProducer> producers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param login who it says that it is; empty: the broker does not ask */
    BrokerAlone(String url, Optional<BrokerLogin> login, int lanes, Arrivals arrivals) throws JMSException {
        connections = new ActiveMQConnectionFactory(url);
        login.ifPresent(client -> connections.setUser(client.user()).setPassword(client.password()));
        for (int lane = 0; lane < lanes; lane++) {
            Connection connection = connections.createConnection();
            open.add(connection);
            connection.start();
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            sessions.add(session);
            producers.add(session.createProducer(session.createQueue("alone" + lane)));
            Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = transacted.createConsumer(transacted.createQueue("alone" + lane));
            threads.execute(() -> consume(transacted, consumer, arrivals));
        }
    }

    private static void consume(Session session, MessageConsumer consumer, Arrivals arrivals) {
        try {
            while (consumer.receive() instanceof BytesMessage message) {
                int number = message.getIntProperty("number");
                message.getBody(byte[].class);
                session.commit();
                arrivals.arrived(number);
            }
        } catch (JMSException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void send(int lane, int number) throws JMSException {
        BytesMessage message = sessions.get(lane).createBytesMessage();
        message.writeBytes("{\"channel\":\"lane%d\",\"data\":\"%s%d\"}"
                .formatted(lane, DurableRound.TEXT, number)
                .getBytes(UTF_8));
        message.setIntProperty("number", number);
        producers.get(lane).send(message);
    }

    @Override
    public void close() throws JMSException {
        for (Connection connection : open) {
            connection.close();
        }
        threads.shutdownNow();
        connections.close();
    }
}
