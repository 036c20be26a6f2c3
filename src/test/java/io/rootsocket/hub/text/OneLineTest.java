package io.rootsocket.hub.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.ManualRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("a line break or an escape in what is logged")
class OneLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad\n07:00:00.000 INFO  Hub all is well",
                "bad\r\nforged",
                "bad\u001b[2Jforged",
                "bad\u009b2Jforged",
                "bad\u0085forged",
                "bad\u2028forged",
                "bad\u202egnorw",
                "bad\u200bforged",
                "bad\u0000\u0007\u007fforged"
            })
    void holdsNothingThatEndsALineOrSteersATerminal(String words) {
        assertThat(OneLine.of(words))
                .startsWith("bad ")
                .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e]");
    }

    @Test
    void isBounded() {
        assertThat(OneLine.of("x".repeat(1_000_000))).hasSize(501).endsWith("x…");
    }

    @Test
    void leavesOrdinaryWordsAlone() {
        assertThat(OneLine.of("`Zürich` was not sent. 日本語 😀")).isEqualTo("`Zürich` was not sent. 日本語 😀");
    }
}
