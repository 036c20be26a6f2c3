package io.rootsocket.hub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.reload.ReloadIT;
import io.rootsocket.hub.routes.yaml.RouteYaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

public class PieceReaderTest {

    private static List<Piece> pieces(String yaml) {
        return pieces("doorbell.yaml", yaml);
    }

    public static List<Piece> pieces(String name, String yaml) {
        var file = SourceFile.of(name, yaml.getBytes(StandardCharsets.UTF_8));
        return PieceReader.read(file, RouteYaml.of(file.in(Path.of(""))).root().orElseThrow());
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
    void givesNoNameToARouteThatHasNothingUnderIt() {
        String named = ReloadIT.says("doorbell", "x");

        assertThat(pieces(named + "- route:\n")).extracting(Piece::ids).containsExactly(List.of("doorbell"), List.of());
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
}
