package io.rootsocket.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenAddressIT {

    @Test
    void isRefusedWhileSomethingElseListensThere() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var door = new ListenAddress("127.0.0.1", other.getLocalPort());

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
        assertThat(new ListenAddress("localhost", 1).isLoopback()).isTrue();
        assertThat(new ListenAddress("0.0.0.0", 1).isLoopback()).isFalse();
    }

    @Test
    void saysThatAHostIsNotKnown() {
        assertThatThrownBy(() -> new ListenAddress("no-such-host.invalid", 1).isLoopback())
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("no-such-host.invalid");
    }
}
