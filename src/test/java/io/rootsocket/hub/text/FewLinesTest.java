package io.rootsocket.hub.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FewLinesTest {

    private static List<Integer> things(int number) {
        return IntStream.rangeClosed(1, number).boxed().toList();
    }

    @Test
    void saysAllOfFew() {
        assertThat(FewLines.of(things(FewLines.FIRST), "of them"))
                .hasSize(FewLines.FIRST)
                .endsWith(String.valueOf(FewLines.FIRST));
    }

    @Test
    void sumsUpMany() {
        assertThat(FewLines.of(things(5_000), "of them"))
                .hasSize(FewLines.FIRST + 1)
                .endsWith("4,980 more of them");
    }

    @Test
    void saysNothingOfNothing() {
        assertThat(FewLines.of(List.of(), "of them")).isEmpty();
    }
}
