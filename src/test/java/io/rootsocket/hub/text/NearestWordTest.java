package io.rootsocket.hub.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {

    @Test
    void findsTheNearestWord() {
        assertThat(NearestWord.to("chanel", List.of("cancel", "channel", "key")))
                .hasValue("channel");
    }

    @Test
    void takesTwoLettersThatChangedPlacesForOneMistake() {
        assertThat(NearestWord.to("form", List.of("format", "fory", "from"))).hasValue("from");
    }

    @Test
    void findsNothingWhereNothingIsNear() {
        assertThat(NearestWord.to("elephant", List.of("channel", "key"))).isEmpty();
    }

    @Test
    void neverSuggestsWhatStandsThereAlready() {
        assertThat(NearestWord.to("steps", List.of("steps"))).isEmpty();
    }
}
