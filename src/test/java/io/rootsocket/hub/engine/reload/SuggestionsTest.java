package io.rootsocket.hub.engine.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    @Test
    void findsTheNearestWord() {
        assertThat(Suggestions.nearest("chanel", List.of("channel", "cancel", "key")))
                .hasValue("channel");
    }

    @Test
    void prefersTheSameLettersInAnotherOrder() {
        assertThat(Suggestions.nearest("form", List.of("format", "fory", "from")))
                .hasValue("from");
    }

    @Test
    void findsNothingWhereNothingIsNear() {
        assertThat(Suggestions.nearest("elephant", List.of("channel", "key"))).isEmpty();
    }
}
