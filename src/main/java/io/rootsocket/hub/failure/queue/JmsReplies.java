package io.rootsocket.hub.failure.queue;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.text.OneLine;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.Session;
import java.util.function.Consumer;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.jms.connection.DelegatingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.core.MessageCreator;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.support.QosSettings;

/**
 * Options of {@code jms:} with which an answer that nobody can be given is said and dropped. Who asks names where the answer
 * goes; if that failed what the route has done, it would be done again at each delivery. While the broker takes nothing at
 * all the question is delivered again, as the answer can be given later.
 */
final class JmsReplies extends JmsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(JmsReplies.class);

    @Override
    protected CamelJmsTemplate createCamelJmsTemplate(ConnectionFactory connections) {
        return new Template(this, connections);
    }

    @Override
    public AbstractMessageListenerContainer chooseMessageListenerContainerImplementation(
            JmsEndpoint endpoint, ConsumerType type) {
        return type == ConsumerType.Default
                ? new Listener(endpoint)
                : super.chooseMessageListenerContainerImplementation(endpoint, type);
    }

    /**
     * Spring commits each second in which nothing came, for those whose transactions end after a time. The broker's do not, and
     * each commit wakes five threads.
     */
    private static final class Listener extends DefaultJmsMessageListenerContainer {

        private Listener(JmsEndpoint endpoint) {
            super(endpoint);
        }

        @Override
        protected boolean shouldCommitAfterNoMessageReceived(Session session) {
            return false;
        }
    }

    /** Camel sends an answer without a callback, and everything else with one. */
    private static final class Template extends CamelJmsTemplate {

        private final CamelJmsTemplate answers;

        private Template(JmsConfiguration options, ConnectionFactory connections) {
            super(options, connections);
            // A session of its own: a refusal would end the transaction of the message that is answered.
            var own = new DelegatingConnectionFactory();
            own.setTargetConnectionFactory(connections);
            this.answers = new CamelJmsTemplate(options, own);
        }

        @Override
        public void send(Destination to, MessageCreator answer) {
            orDrop(to, template -> template.send(to, answer));
        }

        @Override
        public void send(String to, MessageCreator answer) {
            orDrop(to, template -> template.send(to, answer));
        }

        private void orDrop(Object to, Consumer<JmsTemplate> sending) {
            // As Camel has set this one since it was made.
            answers.setQosSettings(new QosSettings(getDeliveryMode(), getPriority(), getTimeToLive()));
            answers.setExplicitQosEnabled(isExplicitQosEnabled());
            try {
                sending.accept(answers);
            } catch (JmsException e) {
                if (Broker.takesNothingNow(e).isPresent()) {
                    throw e;
                }
                LOG.warn(
                        "An answer was dropped, as {} does not take it: {}",
                        OneLine.of(String.valueOf(to)),
                        OneLine.of(String.valueOf(e.getMessage())));
            }
        }
    }
}
