package io.rootsocket.hub.failure.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.junit.jupiter.api.Test;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;

class JmsRepliesTest {

    private int attempts;

    @Test
    void dropsAnAnswerThatItsReceiverMayNotGet() {
        assertThatCode(() -> answer(ActiveMQExceptionType.SECURITY_EXCEPTION)).doesNotThrowAnyException();

        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void hasTheQuestionDeliveredAgainWhileTheBrokerTakesNothing() {
        assertThatThrownBy(() -> answer(ActiveMQExceptionType.ADDRESS_FULL)).isInstanceOf(JmsException.class);
    }

    private void answer(ActiveMQExceptionType why) {
        JmsTemplate template = new JmsReplies().createCamelJmsTemplate(refusing(why));
        template.send("answers", session -> session.createTextMessage("an answer"));
    }

    private ConnectionFactory refusing(ActiveMQExceptionType why) {
        return (ConnectionFactory) Proxy.newProxyInstance(
                JmsRepliesTest.class.getClassLoader(),
                new Class<?>[] {ConnectionFactory.class},
                (self, method, given) -> {
                    attempts++;
                    var failure = new JMSException("refused");
                    failure.initCause(why.createException("refused"));
                    throw failure;
                });
    }
}
