package io.rootsocket.hub.engine.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.exceptions.ParserException;

class PieceReaderTest {

    private static List<Piece> pieces(String yaml) {
        return PieceReader.read(SourceFile.of("doorbell.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void cutsAFileIntoItsRoutesOnTheLinesThatTheyHave() {
        List<Piece> pieces =
                pieces("# doorbells\n" + ReloadIT.says("a", "x") + "\n# the other\n" + ReloadIT.says("b", "y"));

        assertThat(pieces).extracting(Piece::line).containsExactly(2, 11);
        assertThat(pieces.get(0).yaml()).isEqualTo(ReloadIT.says("a", "x"));
        assertThat(pieces.get(1).yamlInPlace().lines().skip(10).findFirst()).hasValue("- route:");
    }

    @Test
    void namesARouteWithoutAnIdAfterItsFile() {
        String unnamed = ReloadIT.says("a", "x").replace("    id: a\n", "");

        assertThat(pieces(unnamed + unnamed))
                .extracting(Piece::ids)
                .containsExactly(List.of("doorbell"), List.of("doorbell-2"));
    }

    @Test
    void keepsAFileWholeWhosePartsBelongTogether() {
        String handler = "- onException:\n    exception:\n      - java.lang.Exception\n";

        assertThat(pieces(handler + ReloadIT.says("a", "x") + ReloadIT.says("b", "x")))
                .singleElement()
                .extracting(Piece::ids)
                .isEqualTo(List.of("a", "b"));
    }

    @Test
    void keepsAFileWholeThatUsesAnAnchor() {
        String anchored = ReloadIT.says("a", "&words hello") + ReloadIT.says("b", "*words");

        assertThat(pieces(anchored)).hasSize(1);
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThatThrownBy(() -> pieces(ReloadIT.says("a", "x").replace("    id: a\n", "    id: a\n    id: b\n")))
                .isInstanceOf(ParserException.class)
                .hasMessageContaining("`id` stands here twice");
    }
}
