package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a lane knows of its next message. A message that it forgets would wait until the broker is looked at again. */
class ExpectedMessagesTest {

    private final ExpectedMessages messages = new ExpectedMessages();

    @Test
    void isSureOfWhatWasAccepted() {
        accept();

        assertThat(look()).isEqualTo(NextMessage.EXPECTED);
    }

    @Test
    void hasNothingOnceWhatWasAcceptedIsGone() {
        accept();
        look();
        messages.take();

        assertThat(look()).isEqualTo(NextMessage.NONE);
    }

    @Test
    void doesNotForgetAMessageThatCameAfterAVainLook() {
        messages.announce();
        look();
        messages.lookedInVain();
        messages.arrive();

        assertThat(look()).isEqualTo(NextMessage.EXPECTED);
    }

    @Test
    void doesNotExpectAgainWhatWasTakenBeforeTheWordOfItCame() {
        messages.announce();
        messages.find();
        look();
        messages.take();
        messages.arrive();

        assertThat(look()).isEqualTo(NextMessage.POSSIBLE);
    }

    @Test
    void asksOnceMoreIfWhatWasTakenBeforeTheWordMayHaveBeenAnother() {
        messages.announce();
        messages.find();
        look();
        messages.take();
        look();
        messages.lookedInVain();
        messages.arrive();

        assertThat(look()).isEqualTo(NextMessage.POSSIBLE);
    }

    @Test
    void expectsTheNextMessageAfterOneThatWasTakenEarlyWasNotAcceptedAfterAll() {
        messages.announce();
        look();
        messages.take();
        messages.revoke();
        accept();

        assertThat(look()).isEqualTo(NextMessage.EXPECTED);
    }

    @Test
    void givesUpWhatTheBrokerDroppedAsARepeat() {
        accept();
        look();
        messages.lookedInVain();

        assertThat(look()).isEqualTo(NextMessage.NONE);
    }

    @Test
    void keepsWhatComesDuringAVainLook() {
        accept();
        look();
        accept();
        messages.lookedInVain();

        assertThat(look()).isEqualTo(NextMessage.EXPECTED);
    }

    @Test
    void asksForMoreWhereOneWasFound() {
        messages.find();
        look();
        messages.take();

        assertThat(look()).isEqualTo(NextMessage.POSSIBLE);
    }

    @Test
    void asksAgainAfterAFailure() {
        accept();
        look();
        messages.take();
        messages.find();

        assertThat(look()).isEqualTo(NextMessage.POSSIBLE);
    }

    private void accept() {
        messages.announce();
        messages.arrive();
    }

    private NextMessage look() {
        messages.look();
        return messages.next();
    }
}
