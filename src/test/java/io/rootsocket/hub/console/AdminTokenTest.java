package io.rootsocket.hub.console;

import static io.rootsocket.hub.console.AdminToken.Verdict.RIGHT;
import static io.rootsocket.hub.console.AdminToken.Verdict.TOO_MANY_GUESSES;
import static io.rootsocket.hub.console.AdminToken.Verdict.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.ManualRow;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("guessing the token")
class AdminTokenTest {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final AdminToken token = new AdminToken("open-sesame", nanoTime::get);

    private void guess(int first, int count, String address) {
        for (int i = first; i < first + count; i++) {
            token.check("guess " + i, address);
        }
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void knowsTheTokenAndNothingElse() {
        assertThat(token.check("open-sesame", "a")).isEqualTo(RIGHT);
        assertThat(token.check("open-sesam", "a")).isEqualTo(WRONG);
        assertThat(token.check("Open-sesame", "a")).isEqualTo(WRONG);
        assertThat(token.check("", "a")).isEqualTo(WRONG);
    }

    @Test
    void looksAtNothingFromAnAddressThatGuesses() {
        guess(0, 5, "a");

        assertThat(token.check("open-sesame", "a")).isEqualTo(TOO_MANY_GUESSES);
        assertThat(token.wait("a")).contains(Duration.ofSeconds(1));
        assertThat(token.check("open-sesame", "b")).isEqualTo(RIGHT);
        pass(Duration.ofSeconds(1));
        assertThat(token.check("open-sesame", "a")).isEqualTo(RIGHT);
        assertThat(token.wait("a")).isEmpty();
    }

    @Test
    void letsItWaitTwiceAsLongEachTimeButNeverLongerThanAMinute() {
        guess(0, 5, "a");
        pass(Duration.ofSeconds(1));
        guess(5, 1, "a");
        assertThat(token.wait("a")).contains(Duration.ofSeconds(2));

        for (int i = 6; i < 60; i++) {
            pass(Duration.ofMinutes(1));
            guess(i, 1, "a");
        }

        assertThat(token.wait("a")).contains(Duration.ofMinutes(1));
    }

    @Test
    void doesNotLockOutTheNeighboursOfAScriptWithAnOldToken() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(token.check("last year's", "a")).isEqualTo(WRONG);
        }

        assertThat(token.check("open-sesame", "a")).isEqualTo(RIGHT);
    }

    @Test
    void forgivesInTime() {
        guess(0, 4, "a");
        pass(Duration.ofMinutes(16));

        guess(4, 4, "a");

        assertThat(token.check("open-sesame", "a")).isEqualTo(RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:0:1:9:9:9:9", "2001:db8:0:1:0:0:0:2", "2001:db8:0:1:0:0:0:3%eth0"})
    void takesAllAddressesOfAnIpv6NetworkForOne(String neighbour) {
        guess(0, 5, "2001:db8:0:1:0:0:0:1");

        assertThat(token.check("open-sesame", neighbour)).isEqualTo(TOO_MANY_GUESSES);
        assertThat(token.check("open-sesame", "2001:db8:0:2:0:0:0:1")).isEqualTo(RIGHT);
    }
}
