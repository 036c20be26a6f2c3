package io.rootsocket.hub.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet {@code mqtt} in a hub, with a server that speaks MQTT 5. */
class MqttIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String TOPIC = "house/+/temperature/#";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private MqttServer server;
    private final List<MqttEndpoint> subscribed = new CopyOnWriteArrayList<>();
    private final List<String> connected = new CopyOnWriteArrayList<>();
    private final List<Integer> acknowledged = new CopyOnWriteArrayList<>();

    @BeforeEach
    void serve() throws Exception {
        listen(0);
        RunningHub.route(folder, "house.yaml", """
                - route:
                    id: house
                    from:
                      uri: kamelet:mqtt
                      parameters:
                        broker: tcp://127.0.0.1:%d
                        topic: %s
                        clientId: hub-house
                      steps:
                        - filter:
                            simple: ${body} == 'bad'
                            steps:
                              - throwException: {exceptionType: java.lang.IllegalStateException, message: no}
                        - setBody: {simple: "${header.CamelMqttTopic} ${body}"}
                        - to: rootsocket:message?channel=house
                """.formatted(server.actualPort(), TOPIC));
    }

    private void listen(int port) throws Exception {
        server = MqttServer.create(
                vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(port));
        server.endpointHandler(this::accept);
        server.listen().toCompletionStage().toCompletableFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    private void accept(MqttEndpoint client) {
        connected.add("%s clean=%s level=%d"
                .formatted(client.clientIdentifier(), client.isCleanSession(), client.protocolVersion()));
        client.publishAcknowledgeHandler(acknowledged::add);
        client.subscribeHandler(subscribe -> {
            subscribe.topicSubscriptions().forEach(topic -> {
                assertThat(topic.topicName()).isEqualTo(TOPIC);
                assertThat(topic.qualityOfService()).isEqualTo(MqttQoS.AT_LEAST_ONCE);
            });
            client.subscribeAcknowledge(subscribe.messageId(), List.of(MqttQoS.AT_LEAST_ONCE));
            subscribed.add(client);
        });
        client.accept(!connected.isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    private void publish(int id, String text) {
        MqttEndpoint client = subscribed.get(subscribed.size() - 1);
        vertx.runOnContext(now -> client.publish(
                "house/kitchen/temperature", Buffer.buffer(text), MqttQoS.AT_LEAST_ONCE, false, false, id));
    }

    @Test
    void takesEachMessageWhichIsAcknowledgedOnceItIsDealtWithAndComesBackToABrokerThatWasAway() {
        try (RunningHub hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems()) {
            await().atMost(TIMEOUT).until(() -> subscribed.size() == 1);
            publish(1, "20");
            publish(2, "bad");

            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(acknowledged).containsExactly(1, 2));
            assertThat(hub.deadLetters()).extracting(DeadLetter::payload).containsExactly("bad");

            MqttEndpoint client = subscribed.get(0);
            vertx.runOnContext(now -> client.close());
            await().atMost(TIMEOUT).until(() -> subscribed.size() == 2);
            publish(3, "21");

            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("house"))
                            .containsExactly("house/kitchen/temperature 20", "house/kitchen/temperature 21"));
        }
        assertThat(connected).containsOnly("hub-house clean=false level=5").hasSize(2);
    }

    @Test
    void comesUpByItselfOnceABrokerThatWasAwayAtTheStartIsThere() throws Exception {
        int port = server.actualPort();
        server.close().toCompletionStage().toCompletableFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        try (RunningHub hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())) {
            assertThat(hub.reload().problems())
                    .singleElement()
                    .asString()
                    .contains(
                            "house.yaml",
                            "What this route connects to is away",
                            "It is tried again until it is there.");

            listen(port);
            await().atMost(TIMEOUT).until(() -> subscribed.size() == 1);
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(hub.reload().problems()).isEmpty());
            publish(1, "20");
            await().atMost(TIMEOUT)
                    .untilAsserted(() ->
                            assertThat(SANDBOX.received("house")).containsExactly("house/kitchen/temperature 20"));
        }
    }
}
