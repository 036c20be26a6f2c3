package io.rootsocket.hub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExchangeIdsTest {

    private final ExchangeIds ids = new ExchangeIds();

    @Test
    void differInTheirFirstCharacters() {
        assertThat(Stream.generate(ids::generateUuid).limit(100).map(id -> id.substring(0, 8)))
                .doesNotHaveDuplicates();
    }

    @Test
    void areNeverTheSame() {
        assertThat(Stream.generate(ids::generateUuid).limit(100_000)).doesNotHaveDuplicates();
        assertThat(ids.generateUuid().substring(16))
                .isNotEqualTo(new ExchangeIds().generateUuid().substring(16));
    }
}
