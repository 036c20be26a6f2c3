package io.rootsocket.hub.engine;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import org.apache.camel.component.jms.JmsConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.jms.connection.DelegatingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.core.MessageCreator;

/**
 * Options of {@code jms:} with which an answer that nobody can be given is said and dropped. Who asks names where the answer
 * goes; if that failed what the route has done, it would be done again at each delivery.
 */
final class JmsReplies extends JmsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(JmsReplies.class);

    @Override
    protected CamelJmsTemplate createCamelJmsTemplate(ConnectionFactory connections) {
        return new Template(this, connections);
    }

    /** Camel sends an answer without a callback, and everything else with one. */
    private static final class Template extends CamelJmsTemplate {

        private final JmsTemplate answers;

        private Template(JmsConfiguration options, ConnectionFactory connections) {
            super(options, connections);
            // A session of its own: a refusal would end the transaction of the message that is answered.
            var own = new DelegatingConnectionFactory();
            own.setTargetConnectionFactory(connections);
            this.answers = new JmsTemplate(own);
        }

        @Override
        public void send(Destination to, MessageCreator answer) {
            orDrop(to, () -> answers.send(to, answer));
        }

        @Override
        public void send(String to, MessageCreator answer) {
            orDrop(to, () -> answers.send(to, answer));
        }

        private static void orDrop(Object to, Runnable sending) {
            try {
                sending.run();
            } catch (JmsException e) {
                LOG.warn(
                        "An answer was dropped, as {} does not take it: {}",
                        OneLine.of(String.valueOf(to)),
                        OneLine.of(String.valueOf(e.getMessage())));
            }
        }
    }
}
