package io.rootsocket.hub.schedule.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeClockTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Map<String, Duration> RIGHT = Map.of("other", Duration.ZERO);

    private final NodeClock clock = new NodeClock();

    @Test
    void isWrongOnlyIfAnotherNodeAgreesWithTheDatabase() {
        clock.measured(Duration.ofHours(2), Map.of());
        assertThat(clock.skewed()).contains("This machine's clock is 7,200 s ahead of the database's.");
        assertThat(clock.wrong()).isEmpty();

        clock.measured(Duration.ofHours(-2), RIGHT);
        assertThat(clock.wrong())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("This machine's clock is 7,200 s behind the database's.")
                        .contains("nothing fires here"));
    }

    @Test
    void isNotWrongByAFewSeconds() {
        clock.measured(Duration.ofSeconds(-29), RIGHT);
        assertThat(clock.skewed()).isEmpty();
        assertThat(clock.wrong()).isEmpty();
    }

    @Test
    void staysWrongWhileTheNodeThatContradictedItStartsAgain() {
        clock.measured(Duration.ofHours(2), RIGHT);
        clock.measured(Duration.ofHours(2), Map.of());
        assertThat(clock.wrong()).isPresent();
        assertThat(clock.hasWitness()).isTrue();

        clock.measured(Duration.ofSeconds(1), Map.of());
        assertThat(clock.wrong()).isEmpty();
        assertThat(clock.hasWitness()).isFalse();

        clock.measured(Duration.ofHours(2), Map.of());
        assertThat(clock.wrong()).as("nobody else is there to say so").isEmpty();
    }

    @Test
    void staysWrongThoughAThirdNodeIsAsWrong() {
        clock.measured(Duration.ofHours(2), RIGHT);
        clock.measured(Duration.ofHours(2), Map.of("third", Duration.ofHours(2)));
        assertThat(clock.wrong()).isPresent();
    }

    @Test
    void isWrongNoMoreWhenTheNodeThatContradictedItSaysTheSame() {
        clock.measured(Duration.ofSeconds(31), Map.of("other", Duration.ofSeconds(29)));
        assertThat(clock.wrong()).isPresent();

        clock.measured(Duration.ofSeconds(32), Map.of("other", Duration.ofSeconds(31)));
        assertThat(clock.wrong())
                .as("the database's clock drifts away from all")
                .isEmpty();
    }

    @Test
    void knowsWhatIsEarlyForCertain() {
        assertThat(NodeClock.isEarly(NOW.plusSeconds(31), NOW)).isTrue();
        assertThat(NodeClock.isEarly(NOW.plusSeconds(29), NOW)).isFalse();
        assertThat(NodeClock.isEarly(NOW.minusSeconds(31), NOW)).isFalse();
    }
}
