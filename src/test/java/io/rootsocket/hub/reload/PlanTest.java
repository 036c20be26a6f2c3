package io.rootsocket.hub.reload;

import static io.rootsocket.hub.routes.PieceReaderTest.pieces;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.Piece;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static List<List<String>> changed(List<Piece> running, List<Piece> wanted, String... settings) {
        return Plan.of(running, wanted, Set.of(settings)).changes().stream()
                .map(Change::ids)
                .toList();
    }

    private static List<Piece> with(List<Piece> first, List<Piece> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Test
    void leavesWhatOnlyMovedDown() {
        List<Piece> running = pieces("a.yaml", ReloadIT.says("a", "x") + ReloadIT.says("b", "x"));

        List<Piece> wanted =
                pieces("a.yaml", "# more\n\n" + ReloadIT.says("a", "x") + "# words\n" + ReloadIT.says("b", "y"));

        assertThat(changed(running, wanted)).containsExactly(List.of("b"));
    }

    @Test
    void takesARouteThatMovedToAnotherFileForTheSameRoute() {
        Plan plan =
                Plan.of(pieces("a.yaml", ReloadIT.says("a", "x")), pieces("b.yaml", ReloadIT.says("a", "x")), Set.of());

        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.before()).isPresent();
            assertThat(change.after()).isPresent();
        });
    }

    @Test
    void takesARouteWithoutAnIdThatMovedToAnotherFileForTheSameRoute() {
        String unnamed = ReloadIT.says("a", "x").replace("    id: a\n", "");

        Plan plan = Plan.of(
                pieces("a.yaml", ReloadIT.says("b", "x") + unnamed),
                with(pieces("a.yaml", ReloadIT.says("b", "x")), pieces("b.yaml", unnamed)),
                Set.of());

        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.before()).isPresent();
            assertThat(change.after()).isPresent();
        });
    }

    @Test
    void swapsWhatMentionsWhatChangedAlsoThroughAnotherPiece() {
        String template = """
                - routeTemplate:
                    id: greeting
                    from:
                      uri: direct:greeting
                      steps:
                        - log: "{{words}}"
                """;
        String templated = """
                - templatedRoute:
                    routeTemplateRef: greeting
                    routeId: uses-it
                """;
        List<Piece> same = with(
                pieces("t.yaml", template),
                with(pieces("u.yaml", templated), pieces("z.yaml", ReloadIT.says("greetings", "words-of-others"))));

        assertThat(changed(same, same, "words")).containsExactly(List.of("greeting"), List.of("uses-it"));
    }

    @Test
    void findsTheSettingsThatChangeThroughOthers() {
        var before = new Properties();
        before.setProperty("host", "a");
        before.setProperty("url", "http://{{host}}/");
        before.setProperty("other", "x");
        var after = new Properties();
        after.putAll(before);
        after.setProperty("host", "b");

        assertThat(Plan.changedSettings(before, after)).containsExactlyInAnyOrder("host", "url");
    }
}
