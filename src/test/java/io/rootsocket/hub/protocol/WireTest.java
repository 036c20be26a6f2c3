package io.rootsocket.hub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files in {@code wire/} are RootSocket's published examples, without the white space. */
class WireTest {

    private static final ChannelName TEST = new ChannelName("test");

    @Test
    void writesAMessageAsPublished() throws IOException {
        assertThat(Wire.writeText(new MessageRequest(TEST, TextNode.valueOf("this is a test"))))
                .isEqualTo(published("message-request.json"));
    }

    @Test
    void writesATokenRequestAsPublished() throws IOException {
        assertThat(Wire.writeText(new TokenRequest(TokenRequest.DEFAULT_CATEGORY, TEST)))
                .isEqualTo(published("token-request.json"));
    }

    @Test
    void readsTheTokenOutOfAnAnswerThatHoldsMore() throws JsonProcessingException {
        assertThat(Wire.read("{\"token\":\"abc\",\"more\":1}", TokenResponse.class))
                .isEqualTo(new TokenResponse("abc"));
    }

    @Test
    void writesEventsWithoutTheFieldsThatAreAbsent() {
        assertThat(Wire.writeText(Event.ping())).isEqualTo("{\"event\":\"ping\"}");
        assertThat(Wire.writeText(Event.message(TEST, "hi")))
                .isEqualTo("{\"event\":\"test\",\"data\":{\"raw\":\"hi\"}}");
        assertThat(Wire.writeText(Event.error("cannot subscribe", "test")))
                .isEqualTo("{\"event\":\"error\",\"data\":{\"detail\":\"cannot subscribe\",\"where\":\"test\"}}");
    }

    @Test
    void countsAJsonValueAsTheTextThatSubscribersGet() throws JsonProcessingException {
        var request = new MessageRequest(TEST, Wire.readTree("{\"a\":1}"));

        assertThat(request.event()).isEqualTo(Event.message(TEST, "{\"a\":1}"));
    }

    @ParameterizedTest
    @CsvSource({"ping, false", "subscription-add, false", "error, false", "news, true"})
    void takesEveryOtherTypeForAChannel(String type, boolean message) {
        assertThat(new Event(type, null).isMessage()).isEqualTo(message);
    }

    @Test
    void keepsTheDigitsOfNumbers() throws JsonProcessingException {
        assertThat(Wire.readTree("{\"price\":1.10}")).hasToString("{\"price\":1.10}");
    }

    @Test
    void refusesTextAfterTheJson() {
        assertThatThrownBy(() -> Wire.readTree("{} {}")).isInstanceOf(JsonProcessingException.class);
    }

    private static String published(String file) throws IOException {
        try (var in = Objects.requireNonNull(WireTest.class.getResourceAsStream("/wire/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
