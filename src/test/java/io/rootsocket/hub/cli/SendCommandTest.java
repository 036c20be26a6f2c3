package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.UnusableInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SendCommandTest {

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesTextWithoutTheLineBreakThatAShellAdds() throws IOException {
        assertThat(SendCommand.message(bytes("grüße 😀\n"))).isEqualTo("grüße 😀");
        assertThat(SendCommand.message(bytes("two\r\n\r\n"))).isEqualTo("two\r\n");
    }

    /** The memory once ended before it. */
    @Test
    void readsNoInputThatNeverEnds() {
        var endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        assertThatThrownBy(() -> SendCommand.message(endless))
                .hasMessageContaining("longer than the 1,000,000 bytes")
                .satisfies(failure -> assertThat(ExitCode.of(failure)).isEqualTo(5));
    }

    /** They were once sent as question marks, without a word. */
    @Test
    void sendsNoLettersThatItCannotRead() {
        var latin1 = new ByteArrayInputStream("grüße".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> SendCommand.message(latin1))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("not UTF-8");
    }
}
