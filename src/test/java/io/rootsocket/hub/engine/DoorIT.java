package io.rootsocket.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class DoorIT {

    @Test
    void isRefusedWhileSomethingElseListensThere() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var door = new Door("127.0.0.1", other.getLocalPort());

            assertThatThrownBy(() -> door.requireFree("HUB_PORT"))
                    .isInstanceOf(HubConfigurationException.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("HUB_PORT");

            other.close();
            assertThatCode(() -> door.requireFree("HUB_PORT")).doesNotThrowAnyException();
        }
    }

    @Test
    void knowsWhetherOthersCanReachIt() {
        assertThat(new Door("localhost", 1).isLoopback()).isTrue();
        assertThat(new Door("0.0.0.0", 1).isLoopback()).isFalse();
    }

    @Test
    void saysThatAHostIsNotKnown() {
        assertThatThrownBy(() -> new Door("no-such-host.invalid", 1).isLoopback())
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("no-such-host.invalid");
    }
}
