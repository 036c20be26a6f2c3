package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who opens connections to the broker's port and has no password. */
@ManualRow("idle connections to the broker's port, HTTP there")
class BrokerDoorIT {

    private final int port = FreePort.next();
    private final List<Socket> sockets = new ArrayList<>();

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.embedded(folder, port, 100, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        broker.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(1);
        sockets.add(socket);
        return socket;
    }

    private static boolean isOpen(Socket socket) {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException open) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private long open(int from) {
        return sockets.stream().skip(from).filter(BrokerDoorIT::isOpen).count();
    }

    private void isServed() {
        BrokerLogin login =
                BrokerLogin.find(folder, Optional.empty(), Optional.empty()).orElseThrow();
        try (var connections =
                        new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port, login.user(), login.password());
                JMSContext jms = connections.createContext()) {
            jms.createProducer().send(jms.createQueue("orders"), "x");
        }
    }

    @Test
    void holdsNoMoreIdleConnectionsThanItsBoundAndNoneForLong() throws IOException {
        for (int i = 0; i < BrokerDoor.MAX_CONNECTIONS + 50; i++) {
            connect();
        }

        await().until(() -> open(BrokerDoor.MAX_CONNECTIONS) == 0);
        await().until(() -> open(0) == 0);
        isServed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nContent-Length: 2000000000\r\n\r\n",
                "AMQP\0\1\0\0",
                "CONNECT\n\n\0",
                "\26\3\1"
            })
    void speaksItsOwnProtocolOnly(String other) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(other.getBytes(StandardCharsets.ISO_8859_1));
        socket.setSoTimeout(1_000);

        assertThat(isOpen(socket)).isFalse();
        isServed();
    }

    @Test
    void isOpenAgainAtOnceAfterItWasClosed() throws Exception {
        isServed();
        broker.close();
        open();

        isServed();
    }
}
