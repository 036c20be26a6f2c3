package io.rootsocket.hub.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.settings.HubConfigurationException;
import org.junit.jupiter.api.Test;

/** What needs a server to fail is in {@code HubCommandIT}. */
class ExitCodeTest {

    @Test
    void isUnexpectedForWhatNobodyForesaw() {
        assertThat(ExitCode.of(new IllegalStateException("?"))).isEqualTo(1);
    }

    @Test
    void asksToFixTheConfiguration() {
        assertThat(ExitCode.of(new HubConfigurationException("HUB_PORT=x is not a port number.")))
                .isEqualTo(4);
    }

    @Test
    void asksToFixTheMessageWhoseChannelIsNotOne() {
        assertThat(ExitCode.of(refusalOf("my-channel"))).isEqualTo(5);
    }

    private static Throwable refusalOf(String channel) {
        try {
            new ChannelName(channel);
        } catch (InvalidChannelNameException e) {
            return e;
        }
        throw new AssertionError("accepted " + channel);
    }
}
