package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpiriesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    private final Expiries expiries = new Expiries();

    @Test
    void knowsEachTimeAtWhichSomethingInItIsTooLate() {
        expiries.add(NOW.plusSeconds(10));
        expiries.add(NOW.plusSeconds(20));

        assertThat(expiries.takeDue(NOW.plusSeconds(9))).isFalse();
        assertThat(expiries.takeDue(NOW.plusSeconds(10))).isTrue();
        expiries.moved(true, false, NOW.plusSeconds(10));
        assertThat(expiries.takeDue(NOW.plusSeconds(19))).isFalse();
        assertThat(expiries.takeDue(NOW.plusSeconds(20))).isTrue();
    }

    @Test
    void looksAtOnceWhereMessagesAreOfWhoseTimesNothingIsKnown() {
        expiries.mayBeOthers(NOW);

        assertThat(expiries.takeDue(NOW)).isTrue();
        expiries.moved(false, true, NOW);
        assertThat(expiries.takeDue(NOW.plusSeconds(60))).isFalse();
    }

    @Test
    void looksNowAndThenForOthersWhenItCannotKeepAllTimes() {
        IntStream.rangeClosed(1, 1_000).forEach(i -> expiries.add(NOW.plusSeconds(i)));
        expiries.takeDue(NOW.plusSeconds(500));
        expiries.moved(true, false, NOW.plusSeconds(500));

        assertThat(expiries.takeDue(NOW.plusSeconds(504))).isFalse();
        assertThat(expiries.takeDue(NOW.plusSeconds(505))).isTrue();
        expiries.moved(true, true, NOW.plusSeconds(505));
        assertThat(expiries.takeDue(NOW.plusSeconds(2_000))).isFalse();
    }

    @Test
    void looksAgainWhenTheBrokerDidNotShowWhatIsTooLate() {
        expiries.add(NOW.plusSeconds(10));
        expiries.takeDue(NOW.plusSeconds(10));
        expiries.moved(false, false, NOW.plusSeconds(10));

        assertThat(expiries.takeDue(NOW.plusSeconds(15))).isTrue();
    }
}
