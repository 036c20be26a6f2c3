package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeClockTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private final NodeClock clock = new NodeClock();

    @Test
    void isWrongOnlyIfAnotherNodeAgreesWithTheDatabase() {
        clock.measured(Duration.ofHours(2), false);
        assertThat(clock.skewed()).contains("This machine's clock is 7,200 s ahead of the database's.");
        assertThat(clock.wrong()).isEmpty();

        clock.measured(Duration.ofHours(-2), true);
        assertThat(clock.wrong())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("This machine's clock is 7,200 s behind the database's.")
                        .contains("nothing fires here"));
    }

    @Test
    void isNotWrongByAFewSeconds() {
        clock.measured(Duration.ofSeconds(-29), true);
        assertThat(clock.skewed()).isEmpty();
        assertThat(clock.wrong()).isEmpty();
    }

    @Test
    void knowsWhatIsEarlyForCertain() {
        assertThat(NodeClock.isEarly(NOW.plusSeconds(31), NOW)).isTrue();
        assertThat(NodeClock.isEarly(NOW.plusSeconds(29), NOW)).isFalse();
        assertThat(NodeClock.isEarly(NOW.minusSeconds(31), NOW)).isFalse();
    }
}
