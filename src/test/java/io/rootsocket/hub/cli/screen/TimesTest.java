package io.rootsocket.hub.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    private static final Instant NOW = Instant.parse("2026-07-24T09:00:00Z");
    private static final Times TIMES = new Times(Clock.fixed(NOW, ZoneOffset.UTC), ZoneId.of("Asia/Kolkata"));

    @Test
    void hasOneFormWithItsZone() {
        assertThat(TIMES.at(NOW)).isEqualTo("2026-07-24 14:30:00+05:30");
        assertThat(Times.at(NOW, ZoneId.of("Europe/Madrid"))).isEqualTo("2026-07-24 11:00:00+02");
        assertThat(Times.at(NOW, ZoneOffset.UTC)).isEqualTo("2026-07-24 09:00:00+00");
        assertThat(Times.at(NOW, ZoneId.of("America/New_York"))).isEqualTo("2026-07-24 05:00:00-04");
    }

    @ParameterizedTest
    @CsvSource({
        "0,now",
        "1,in 1 s",
        "-40,40 s ago",
        "119,in 119 s",
        "300,in 5 min",
        "-7200,2 h ago",
        "172799,in 47 h",
        "172800,in 2 days",
        "-864000,10 days ago"
    })
    void saysHowFarAwayItIsInOneUnit(long seconds, String words) {
        assertThat(TIMES.away(NOW.plusSeconds(seconds))).isEqualTo(words);
    }
}
