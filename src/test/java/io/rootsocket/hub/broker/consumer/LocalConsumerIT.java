package io.rootsocket.hub.broker.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rootsocket.hub.broker.EmbeddedServer;
import io.rootsocket.hub.testing.ContractBroker;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.Objects;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.junit.jupiter.api.Test;

/** Within the process of the broker. */
class LocalConsumerIT extends QueueConsumerContract {

    private static final int MANY = 1_000;

    @Override
    ContractBroker where() {
        return ContractBroker.EMBEDDED;
    }

    @Override
    Class<? extends QueueConsumer> way() {
        return LocalConsumer.class;
    }

    private LocalConsumer local() throws JMSException {
        return Objects.requireNonNull(LocalConsumer.open(broker.embedded().orElseThrow(), queue));
    }

    @Test
    void isNotThereWithoutAQueue() throws JMSException {
        assertThat(LocalConsumer.open(broker.embedded().orElseThrow(), queue)).isNull();
    }

    @Test
    void holdsNoMoreThanSomeOfManyThatWaitAndGivesAll() throws JMSException {
        String kilobyte = "x".repeat(1_000);
        for (int i = 0; i < MANY; i++) {
            send(kilobyte + i);
        }

        try (LocalConsumer consumer = local()) {
            for (int i = 0; i < MANY; i++) {
                Message message = Objects.requireNonNull(consumer.receive());
                assertThat(text(message)).isEqualTo(kilobyte + i);
                assertThat(consumer.getDeliveringMessages()).hasSizeLessThan(MANY / 2);
                consumer.acknowledge();
            }
        }
    }

    @Test
    void doesNotCountWhatWasOnlyHandedOver() throws JMSException {
        send("one", "two");

        try (LocalConsumer consumer = local()) {
            consumer.receive();
            consumer.recover();
            Objects.requireNonNull(consumer.receive());
            consumer.acknowledge();
            assertThat(Objects.requireNonNull(consumer.receive()).getIntProperty("JMSXDeliveryCount"))
                    .isOne();
        }
    }

    @Test
    void saysThatItsQueueIsGone() throws Exception {
        send("one");
        try (LocalConsumer consumer = local()) {
            Queue gone = EmbeddedServer.of(broker).locateQueue(SimpleString.of(queue));
            gone.deleteQueue(true);

            assertThatExceptionOfType(JMSException.class).isThrownBy(() -> consumer.receive(Duration.ofSeconds(30)));
        }
    }
}
