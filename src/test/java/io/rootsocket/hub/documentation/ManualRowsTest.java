package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of failures and of attacks has its test, which names it with {@link ManualRow}. */
class ManualRowsTest {

    private static final Path TESTS = Path.of("src/test/java/io/rootsocket/hub");
    private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern NAMES =
            Pattern.compile("@ManualRow\\(\\s*\\{?((?:\\s*%s\\s*,?)+)\\s*}?\\s*\\)".formatted(TEXT));
    private static final Pattern ONE = Pattern.compile(TEXT);
    private static final Pattern TEST = Pattern.compile(
            "(@ManualRow\\([^;{]*\\)\\s+)?@(?:Parameterized)?Test\\s+(?:@\\w[^\n]*\\s+)*void (\\w+)\\(");

    private static List<String> shown() {
        return testFiles(TESTS)
                // A long text is written in two parts.
                .map(file -> Page.read(file).replaceAll("\"\\s*\\+\\s*\"", ""))
                .flatMap(text -> NAMES.matcher(text).results())
                .flatMap(names -> ONE.matcher(names.group(1)).results())
                .map(MatchResult::group)
                .map(text -> text.substring(1, text.length() - 1).translateEscapes())
                .toList();
    }

    private static Stream<Path> testFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*(IT|Test)\\.java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> rows() {
        var manual = new Manual();
        return Stream.of("when | the hub", "attack | answer")
                .flatMap(header -> manual.tables(header).stream())
                .flatMap(List::stream)
                .map(row -> row.get(0))
                .toList();
    }

    @Test
    void eachRowHasATestAndEachNamedRowIsThere() {
        assertThat(rows()).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        assertThat(rows())
                .containsExactlyInAnyOrderElementsOf(shown().stream().distinct().toList());
    }

    /** What is worth a test there is worth a row for those who run a hub. */
    @Test
    void eachTestOfDurabilityShowsARow() {
        assertThat(testFiles(TESTS.resolve("durability")))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(TEST.matcher(Page.read(file)).results())
                        .allSatisfy(test -> assertThat(test.group(1))
                                .as("a @ManualRow on %s.%s", file.getFileName(), test.group(2))
                                .isNotNull()));
    }
}
