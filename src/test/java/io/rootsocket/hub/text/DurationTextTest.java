package io.rootsocket.hub.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "15m, PT15M", "7d, PT168H", "1h30m, PT1H30M", "1s500ms, PT1.5S", "0s, PT0S"})
    void readsWhatAPersonWrites(String text, Duration meant) {
        assertThat(DurationText.parse(text)).contains(meant);
    }

    /** Camel would take most of these for no time at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "10x", "-5s", "5 s", "30", " 10s", "PT5S", "30m1h", "1.5h", "99999999999d", "s"})
    void readsNothingElse(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0.02S, 20ms", "PT1H30M, 1h 30m", "PT48H, 2d", "PT49H5S, 2d 1h"})
    void saysItAsAPersonDoes(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }
}
