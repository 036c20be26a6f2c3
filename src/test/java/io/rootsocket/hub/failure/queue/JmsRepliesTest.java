package io.rootsocket.hub.failure.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
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

    /** Once a second each commit would wake five threads of the broker. */
    @Test
    void commitsNothingWhereNothingCame() throws Exception {
        var asked = new AtomicInteger();
        var commits = new AtomicInteger();
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("jms", jms(asked, commits));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("jms:queue:orders").to("log:orders");
                }
            });
            camel.start();

            await().until(() -> asked.get() > 3);

            assertThat(commits).hasValue(0);
        }
    }

    private static JmsComponent jms(AtomicInteger asked, AtomicInteger commits) {
        JmsComponent jms = JmsSource.component();
        jms.setConnectionFactory(empty(ConnectionFactory.class, asked, commits));
        return jms;
    }

    /** Of a broker that has nothing. */
    private static <T> T empty(Class<T> type, AtomicInteger asked, AtomicInteger commits) {
        return type.cast(Proxy.newProxyInstance(
                JmsRepliesTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
                    switch (method.getName()) {
                        case "receive" -> {
                            asked.incrementAndGet();
                            LockSupport.parkNanos(1_000_000);
                            return null;
                        }
                        case "commit" -> commits.incrementAndGet();
                        case "getTransacted" -> {
                            return true;
                        }
                        case "equals" -> {
                            return self == given[0];
                        }
                        case "hashCode" -> {
                            return System.identityHashCode(self);
                        }
                        default -> {
                            // Answers with more of its kind.
                        }
                    }
                    return method.getReturnType().isInterface() ? empty(method.getReturnType(), asked, commits) : null;
                }));
    }
}
