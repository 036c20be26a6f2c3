package io.rootsocket.hub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "news", "Orders.EU.42", "...", "0"})
    void takesLettersDigitsAndDots(String name) {
        assertThat(new ChannelName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-channel", "my_channel", "a/b", "two words", "grüße", "news\n"})
    void refusesEverythingElse(String name) {
        assertThatThrownBy(() -> new ChannelName(name)).isInstanceOf(InvalidChannelNameException.class);
    }

    @Test
    void refusesTheEmptyName() {
        assertThatThrownBy(() -> new ChannelName("")).isInstanceOf(InvalidChannelNameException.class);
    }

    @Test
    void takesAHundredCharactersAndNoMore() {
        assertThat(new ChannelName("x".repeat(100)).value()).hasSize(100);
        assertThatThrownBy(() -> new ChannelName("x".repeat(101)))
                .isInstanceOf(InvalidChannelNameException.class)
                .hasMessageContaining("101");
    }

    @Test
    void saysWhichCharacterAndSuggestsAName() {
        assertThatThrownBy(() -> new ChannelName("my-channel"))
                .hasMessageContaining("`-` at position 3")
                .hasMessageContaining("Did you mean `my.channel`?");
    }
}
