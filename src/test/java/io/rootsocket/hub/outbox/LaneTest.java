package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.ChannelName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a lane knows of its next message. A message that it forgets would wait until the broker is looked at again. */
class LaneTest {

    private static final int PRIORITY = 4;

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
        lane.find(PRIORITY, Optional.empty());
        look();
        lane.lose();
        lane.expect(PRIORITY, Optional.empty());

        assertThat(look()).isEqualTo(Outlook.UNSURE);
    }

    @Test
    void asksOnceMoreIfWhatWasTakenBeforeTheWordMayHaveBeenAnother() {
        lane.announce();
        lane.find(PRIORITY, Optional.empty());
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
        lane.find(PRIORITY, Optional.empty());
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

    private void accept() {
        lane.announce();
        lane.expect(PRIORITY, Optional.empty());
    }

    private Outlook look() {
        lane.beLookedAt();
        return lane.outlook();
    }
}
