package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.ChannelName;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History history = new History(2);

    @Test
    void keepsTheLastMessagesOfEachChannel() {
        add("a", "1");
        add("b", "1");
        add("a", "2");
        add("a", "3");

        assertThat(history.messages(new ChannelName("a")))
                .extracting(ReceivedMessage::data)
                .containsExactly("2", "3");
        assertThat(history.channels()).extracting(ChannelName::value).containsExactly("b", "a");
    }

    @Test
    void forgetsTheChannelThatHasBeenSilentForLongestWhenThereAreTooMany() {
        add("first", "old");
        add("second", "old");
        add("first", "new");
        for (int i = 0; i < History.MAX_CHANNELS - 1; i++) {
            add("more" + i, "x");
        }

        assertThat(history.channels()).hasSize(History.MAX_CHANNELS);
        assertThat(history.messages(new ChannelName("second"))).isEmpty();
        assertThat(history.messages(new ChannelName("first"))).hasSize(2);
    }

    @Test
    void countsWhatItNoLongerKeeps() {
        add("a", "1");
        add("a", "2");
        add("a", "3");
        for (int i = 0; i < History.MAX_CHANNELS; i++) {
            add("more" + i, "x");
        }
        add("more0", "y");

        assertThat(history.totals())
                .doesNotContainKey(new ChannelName("a"))
                .containsEntry(new ChannelName("more0"), 2L);
        assertThat(history.forgottenChannels()).isEqualTo(1);
    }

    @Test
    void forgetsOldMessagesWhenTheyAreTooLongInAll() {
        String large = "x".repeat(1_000_000);
        for (int i = 0; i < 40; i++) {
            add("channel" + i, large);
        }

        assertThat(history.channels()).hasSize((int) (History.MAX_CHARACTERS / 1_000_000));
        assertThat(history.messages(new ChannelName("channel39"))).hasSize(1);
    }

    private void add(String channel, String data) {
        history.add(new ReceivedMessage(new ChannelName(channel), data, Instant.EPOCH));
    }
}
