package io.rootsocket.hub.hub;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.JmsClient;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who wants to send with the hub's key by way of its broker. */
@ManualRow({"a forged message for the outbox", "a `JMSReplyTo` that the broker refuses"})
class ForgedMessageIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String LANE = "rootsocket.outbox.default.alerts";
    private static final String REQUEST = "{\"channel\":\"alerts\",\"data\":\"forged\"}";
    private static final int PORT = FreePort.next();

    private static final String ROUTES = """
            - route:
                id: alerts
                from:
                  uri: platform-http:/alerts
                  parameters:
                    httpMethodRestrict: POST
                  steps:
                    - convertBodyTo:
                        type: String
                    - to:
                        uri: rootsocket:message
                        parameters:
                          channel: alerts
            - route:
                id: misled
                from:
                  uri: direct:misled
                  steps:
                    - toD:
                        uri: jms:queue:${header.queue}
                        pattern: InOnly
            - route:
                id: answers
                from:
                  uri: jms:queue:questions
                  steps:
                    - to: rootsocket:message?channel=asked
                    - setBody:
                        constant: '{"channel":"alerts","data":"forged"}'
            """;

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        route(folder, "routes.yaml", ROUTES);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of("HUB_BROKER_PORT", String.valueOf(PORT)))
                .withoutProblems();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void forge(ActiveMQConnectionFactory factory) {
        try (factory;
                JMSContext jms = factory.createContext()) {
            jms.createProducer()
                    .setProperty("HubId", "1")
                    .setProperty("HubRoute", "alerts")
                    .setProperty("HubSource", "platform-http:/alerts")
                    .setProperty("HubAcceptedAt", System.currentTimeMillis())
                    .send(jms.createQueue(LANE), REQUEST.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void onlyWhatCameThroughTheDoorArrives(String text) {
        assertThat(hub.post("/alerts", text).statusCode()).isLessThan(300);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.sandbox().messages("alerts"))
                        .extracting(ReceivedMessage::data)
                        .contains(text)
                        .doesNotContain("forged"));
        assertThat(hub.deadLetters()).extracting(DeadLetter::source).doesNotContain(LANE);
    }

    @Test
    void isRefusedWithoutThePasswordAndWithIt() {
        assertThatThrownBy(() -> forge(new ActiveMQConnectionFactory("tcp://127.0.0.1:" + PORT)))
                .isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> forge(JmsClient.connect(folder.resolve("data"), PORT)))
                .isInstanceOf(JMSRuntimeException.class);

        onlyWhatCameThroughTheDoorArrives("after a stranger");
    }

    /** A header of a stranger names the queue. */
    @Test
    void isADeadLetterOfTheRouteThatWasMisled() {
        assertThatThrownBy(() -> hub.producer().sendBodyAndHeader("direct:misled", REQUEST, "queue", LANE))
                .hasStackTraceContaining("permission");

        assertThat(hub.deadLetters()).extracting(DeadLetter::route).contains("misled");
        onlyWhatCameThroughTheDoorArrives("after a misled route");
    }

    /** A question asks for its answer in the outbox; what was done for it is done once all the same. */
    @Test
    void isNotSentAsAnAnswer() throws Exception {
        try (var factory = JmsClient.connect(folder.resolve("data"), PORT);
                JMSContext jms = factory.createContext()) {
            ask(jms, jms.createQueue(LANE));
            // It is answered behind the first one.
            Queue answers = jms.createTemporaryQueue();
            ask(jms, answers);
            try (JMSConsumer consumer = jms.createConsumer(answers)) {
                assertThat(consumer.receiveBody(String.class, TIMEOUT.toMillis()))
                        .isEqualTo(REQUEST);
            }
        }
        onlyWhatCameThroughTheDoorArrives("after a question");
        await().atMost(TIMEOUT)
                .during(Duration.ofSeconds(3))
                .untilAsserted(
                        () -> assertThat(SANDBOX.sandbox().messages("asked")).hasSize(2));
    }

    private static void ask(JMSContext jms, Queue answers) throws JMSException {
        var question = jms.createTextMessage("?");
        question.setJMSReplyTo(answers);
        jms.createProducer().send(jms.createQueue("questions"), question);
    }
}
