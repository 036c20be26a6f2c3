package io.rootsocket.hub.reload;

import static io.rootsocket.hub.reload.ReloadIT.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.Piece;
import io.rootsocket.hub.routes.PieceReaderTest;
import io.rootsocket.hub.routes.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WrittenToTheEndTest {

    private static final String FIRST = says("first", "something long enough to fill the end of a file by itself");
    private static final String LAST = says("last", "something long enough to fill the end of a file by itself");

    private static boolean isAll(String before, String now) {
        return isAll(List.of(before), List.of(now));
    }

    private static boolean isAll(List<String> before, List<String> now) {
        return WrittenToTheEnd.isAll(state(before), pieces(before), state(now), pieces(now));
    }

    private static FolderState state(List<String> texts) {
        return FolderState.of(IntStream.range(0, texts.size())
                .mapToObj(i -> SourceFile.of(name(i), texts.get(i).getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    private static List<Piece> pieces(List<String> texts) {
        return IntStream.range(0, texts.size())
                .boxed()
                .flatMap(i -> PieceReaderTest.pieces(name(i), texts.get(i)).stream())
                .toList();
    }

    private static String name(int number) {
        return "file%d.yaml".formatted(number);
    }

    @Test
    void knowsAnEditByTheEndThatIsAsItWas() {
        assertThat(isAll(FIRST + LAST, says("first", "other") + LAST)).isTrue();
        assertThat(isAll(FIRST + LAST, "# A word more.\n" + FIRST + says("middle", "new") + LAST))
                .isTrue();
    }

    @Test
    void takesNoHalfOfAFileForAll() {
        String edited = says("first", "other") + says("middle", "x") + LAST;
        String before = FIRST + says("middle", "x") + LAST;

        int[] wrong = IntStream.range(1, edited.length() - 1)
                .filter(length -> isYaml(edited.substring(0, length)) && isAll(before, edited.substring(0, length)))
                .toArray();

        assertThat(Arrays.stream(wrong).boxed()).isEmpty();
    }

    private static boolean isYaml(String text) {
        try {
            return !PieceReaderTest.pieces("file0.yaml", text).isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Test
    void takesNoRouteThatEndsLikeTheLastForTheLast() {
        assertThat(isAll(FIRST + LAST, says("first", "other") + FIRST)).isFalse();
    }

    @Test
    void doesNotKnowWhereTheEndItselfWasEdited() {
        assertThat(isAll(FIRST + LAST, FIRST + says("last", "other"))).isFalse();
    }

    @Test
    void doesNotKnowOfAFileThatIsNewOrGone() {
        assertThat(isAll(List.of(FIRST), List.of(FIRST, LAST))).isFalse();
        assertThat(isAll(List.of(FIRST, LAST), List.of(FIRST))).isFalse();
    }

    @Test
    void doesNotKnowAsLongAsOneOfSeveralIsNotKnown() {
        assertThat(isAll(List.of(FIRST + LAST, says("a", "x")), List.of(says("first", "other") + LAST, says("a", "y"))))
                .isFalse();
    }
}
