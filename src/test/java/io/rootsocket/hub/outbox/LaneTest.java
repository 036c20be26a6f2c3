package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.ChannelName;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a lane knows of its next message. A message that it forgets would wait until the broker is looked at again. */
class LaneTest {

    private static final int PRIORITY = 4;
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    private final Lane lane = new Lane(new LaneName("default", new ChannelName("news")));

    @Test
    void isSureOfWhatWasAccepted() {
        accept();

        assertThat(look()).isEqualTo(Outlook.SURE);
    }

    @Test
    void hasNothingOnceWhatWasAcceptedIsGone() {
        accept();
        look();
        lane.lose();

        assertThat(look()).isEqualTo(Outlook.NOTHING);
    }

    @Test
    void doesNotForgetAMessageThatCameAfterAVainLook() {
        lane.announce();
        look();
        lane.beEmpty();
        lane.expect(PRIORITY, Optional.empty());

        assertThat(look()).isEqualTo(Outlook.SURE);
    }

    @Test
    void doesNotExpectAgainWhatWasTakenBeforeTheWordOfItCame() {
        lane.announce();
        lane.find(PRIORITY);
        look();
        lane.lose();
        lane.expect(PRIORITY, Optional.empty());

        assertThat(look()).isEqualTo(Outlook.UNSURE);
    }

    @Test
    void asksOnceMoreIfWhatWasTakenBeforeTheWordMayHaveBeenAnother() {
        lane.announce();
        lane.find(PRIORITY);
        look();
        lane.lose();
        look();
        lane.beEmpty();
        lane.expect(PRIORITY, Optional.empty());

        assertThat(look()).isEqualTo(Outlook.UNSURE);
    }

    @Test
    void expectsTheNextMessageAfterOneThatWasTakenEarlyWasNotAcceptedAfterAll() {
        lane.announce();
        look();
        lane.lose();
        lane.revoke();
        accept();

        assertThat(look()).isEqualTo(Outlook.SURE);
    }

    @Test
    void givesUpWhatTheBrokerDroppedAsARepeat() {
        accept();
        look();
        lane.beEmpty();

        assertThat(look()).isEqualTo(Outlook.NOTHING);
    }

    @Test
    void keepsWhatComesDuringAVainLook() {
        accept();
        look();
        accept();
        lane.beEmpty();

        assertThat(look()).isEqualTo(Outlook.SURE);
    }

    @Test
    void asksForMoreWhereOneWasFound() {
        lane.find(PRIORITY);
        look();
        lane.lose();

        assertThat(look()).isEqualTo(Outlook.UNSURE);
    }

    @Test
    void asksAgainAfterAFailure() {
        accept();
        look();
        lane.lose();
        lane.beUncertain();

        assertThat(look()).isEqualTo(Outlook.UNSURE);
    }

    @Test
    void knowsEachTimeAtWhichSomethingInItIsTooLate() {
        expect(NOW.plusSeconds(10));
        expect(NOW.plusSeconds(20));

        assertThat(lane.takeExpiry(NOW.plusSeconds(9))).isFalse();
        assertThat(lane.takeExpiry(NOW.plusSeconds(10))).isTrue();
        lane.expired(true, false, NOW.plusSeconds(10));
        assertThat(lane.takeExpiry(NOW.plusSeconds(19))).isFalse();
        assertThat(lane.takeExpiry(NOW.plusSeconds(20))).isTrue();
    }

    @Test
    void looksNowAndThenForOthersWhenItCannotKeepAllTimes() {
        IntStream.rangeClosed(1, 1_000).forEach(i -> expect(NOW.plusSeconds(i)));
        lane.takeExpiry(NOW.plusSeconds(500));
        lane.expired(true, false, NOW.plusSeconds(500));

        assertThat(lane.takeExpiry(NOW.plusSeconds(504))).isFalse();
        assertThat(lane.takeExpiry(NOW.plusSeconds(505))).isTrue();
        lane.expired(true, true, NOW.plusSeconds(505));
        assertThat(lane.takeExpiry(NOW.plusSeconds(2_000))).isFalse();
    }

    @Test
    void looksAgainWhenTheBrokerDidNotShowWhatIsTooLate() {
        expect(NOW.plusSeconds(10));
        lane.takeExpiry(NOW.plusSeconds(10));
        lane.expired(false, false, NOW.plusSeconds(10));

        assertThat(lane.takeExpiry(NOW.plusSeconds(15))).isTrue();
    }

    private void expect(Instant expiry) {
        lane.announce();
        lane.expect(PRIORITY, Optional.of(expiry));
    }

    private void accept() {
        lane.announce();
        lane.expect(PRIORITY, Optional.empty());
    }

    private Outlook look() {
        lane.beLookedAt();
        return lane.outlook();
    }
}
