package io.rootsocket.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that clients send, and what a receiver would do with them. */
@ManualRow("a JMS message that is malformed for its type")
class ReadableBodiesIT {

    private static final int PORT = FreePort.next();
    private static final String REFUSED = "not of its type";
    private static final byte TEXT = org.apache.activemq.artemis.api.core.Message.TEXT_TYPE;
    private static final byte OBJECT = org.apache.activemq.artemis.api.core.Message.OBJECT_TYPE;
    private static final byte MAP = org.apache.activemq.artemis.api.core.Message.MAP_TYPE;
    private static final byte STREAM = org.apache.activemq.artemis.api.core.Message.STREAM_TYPE;

    @TempDir
    static Path folder;

    private static Broker broker;
    private static BrokerLogin login;

    @BeforeAll
    static void start() {
        broker = Broker.embedded(folder, PORT, 100, Optional.empty(), Optional.empty(), Optional.empty());
        login = BrokerLogin.find(folder, Optional.empty(), Optional.empty()).orElseThrow();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static ActiveMQConnectionFactory client(String parameters) {
        return new ActiveMQConnectionFactory(
                "tcp://127.0.0.1:" + PORT + "?" + parameters, login.user(), login.password());
    }

    private interface Writing {
        Message by(JMSContext jms) throws JMSException;
    }

    /** @param as the type that the bytes are said to be of */
    private static Writing bytes(byte[] body, int as) {
        return jms -> {
            BytesMessage message = jms.createBytesMessage();
            message.writeBytes(body);
            core(message).setType((byte) as);
            return message;
        };
    }

    private static ClientMessage core(Message message) {
        return ((ActiveMQMessage) message).getCoreMessage();
    }

    private static byte[] with(int first, int length) {
        return ByteBuffer.allocate(6).put((byte) first).putInt(length).array();
    }

    static Stream<Writing> malformed() {
        byte[] junk = "junk".getBytes(UTF_8);
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);
        large[0] = 1;
        large[1] = 0x7f;
        return Stream.of(
                bytes(junk, TEXT),
                bytes(new byte[0], TEXT),
                bytes(with(1, Integer.MAX_VALUE), TEXT),
                bytes(with(1, -1), TEXT),
                bytes(junk, OBJECT),
                bytes(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array(), OBJECT),
                bytes(junk, MAP),
                bytes(with(1, Integer.MAX_VALUE), MAP),
                bytes(junk, STREAM),
                bytes(with(4, Integer.MAX_VALUE), STREAM),
                bytes(junk, 1),
                bytes(junk, 7),
                bytes(junk, 99),
                bytes(large, TEXT),
                bytes(large, MAP),
                bytes(large, STREAM),
                jms -> {
                    Message message = bytes(junk, 4).by(jms);
                    core(message)
                            .putBooleanProperty(
                                    org.apache.activemq.artemis.api.core.Message.HDR_LARGE_COMPRESSED, true);
                    return message;
                });
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesToItsSenderWhatNobodyCouldRead(Writing writing) throws Exception {
        for (String parameters : List.of("", "compressLargeMessage=true")) {
            try (var connections = client(parameters);
                    JMSContext jms = connections.createContext()) {
                Message message = writing.by(jms);
                assertThatThrownBy(() -> jms.createProducer().send(jms.createQueue("orders"), message))
                        .hasMessageContaining(REFUSED);
                jms.createProducer().send(jms.createQueue("orders"), "behind it");
                assertThat(jms.createConsumer(jms.createQueue("orders")).receiveBody(String.class, 10_000))
                        .isEqualTo("behind it");
            }
        }
        assertThat(storedBodies()).isEmpty();
    }

    private static List<Path> storedBodies() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".msg")).toList();
        }
    }

    @Test
    void takesNothingOfATransactionThatHasOne() throws Exception {
        try (var connections = client("");
                JMSContext jms = connections.createContext(JMSContext.SESSION_TRANSACTED)) {
            assertThatThrownBy(() -> {
                        jms.createProducer().send(jms.createQueue("atomic"), "first");
                        jms.createProducer()
                                .send(
                                        jms.createQueue("atomic"),
                                        bytes("junk".getBytes(UTF_8), TEXT).by(jms));
                        jms.commit();
                    })
                    .hasMessageContaining(REFUSED);
            jms.rollback();
            assertThat(jms.createConsumer(jms.createQueue("atomic")).receiveNoWait())
                    .isNull();
        }
    }

    private static Message map(JMSContext jms, String text) throws JMSException {
        MapMessage map = jms.createMapMessage();
        map.setString("string", text);
        map.setString("none", null);
        map.setBoolean("boolean", true);
        map.setByte("byte", (byte) 1);
        map.setShort("short", (short) 1);
        map.setChar("char", 'c');
        map.setInt("int", 1);
        map.setLong("long", 1);
        map.setFloat("float", 1);
        map.setDouble("double", 1);
        map.setBytes("bytes", new byte[] {1, 2});
        return map;
    }

    private static Message stream(JMSContext jms, String text) throws JMSException {
        StreamMessage stream = jms.createStreamMessage();
        for (Object value : new Object[] {
            text,
            "",
            "short",
            "ñ".repeat(9),
            "ñ".repeat(2_000),
            "x".repeat(5_000),
            true,
            (byte) 1,
            (short) 1,
            'c',
            1,
            1L,
            1f,
            1d,
            new byte[] {1, 2}
        }) {
            stream.writeObject(value);
        }
        stream.writeString(null);
        return stream;
    }

    private static Message bytes(JMSContext jms, String text) throws JMSException {
        return bytes(text.getBytes(UTF_8), 4).by(jms);
    }

    private static List<Writing> honest(String text) {
        return List.of(
                jms -> jms.createTextMessage(text),
                jms -> map(jms, text),
                jms -> stream(jms, text),
                jms -> jms.createObjectMessage(text),
                jms -> bytes(jms, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "compressLargeMessage=true", "minLargeMessageSize=2000000"})
    void takesWhatJmsWrites(String parameters) throws Exception {
        List<Writing> all = new ArrayList<>();
        all.addAll(honest("ñ"));
        all.addAll(honest("a long one, ñ ".repeat(50_000)));
        all.add(jms -> jms.createTextMessage(""));
        all.add(jms -> jms.createTextMessage(null));
        all.add(JMSContext::createMessage);
        all.add(JMSContext::createMapMessage);
        all.add(JMSContext::createStreamMessage);
        all.add(JMSContext::createObjectMessage);
        all.add(JMSContext::createBytesMessage);
        try (var connections = client(parameters);
                JMSContext jms = connections.createContext();
                JMSConsumer consumer = jms.createConsumer(jms.createQueue("honest"))) {
            for (Writing each : all) {
                jms.createProducer().send(jms.createQueue("honest"), each.by(jms));
                assertThat(consumer.receive(10_000)).isNotNull();
            }
        }
    }
}
