package io.rootsocket.hub.component.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.ManualRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void readsSeconds() {
        assertThat(RetryAfter.parse(" 120 ", CLOCK)).contains(Duration.ofMinutes(2));
    }

    @Test
    void readsADateAsTheTimeUntilThen() {
        assertThat(RetryAfter.parse("Tue, 24 Nov 2026 10:00:30 GMT", CLOCK)).contains(Duration.ofSeconds(30));
    }

    @Test
    void doesNotWaitForADateThatHasPassed() {
        assertThat(RetryAfter.parse("Tue, 24 Nov 2026 09:00:00 GMT", CLOCK)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"86400", "9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT"})
    @ManualRow("RootSocket, or what answers in its place, asks to wait for ages (`Retry-After`)")
    void isNotSilencedByWhoAsksForAnAge(String text) {
        assertThat(RetryAfter.parse(text, CLOCK)).contains(RetryAfter.MAX_WAIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
    void ignoresWhatIsNeither(String text) {
        assertThat(RetryAfter.parse(text, CLOCK)).isEmpty();
    }
}
