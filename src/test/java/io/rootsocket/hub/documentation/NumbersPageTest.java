package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That each number of the page comes from a benchmark that there is, and says where and when it was measured. */
class NumbersPageTest {

    private static final Path BENCHMARKS = Path.of("src/bench/java/io/rootsocket/hub/bench");
    private static final String BARS = "bar | measured | what bounds it | command";
    private static final Pattern MEASURED = Pattern.compile("<!-- (\\w+):[\\w.-]+ -->([^<]*)");
    private static final Pattern COMMAND = Pattern.compile("`src/bench/run (\\w+Benchmark)`");
    private static final Pattern PLACE =
            Pattern.compile("^<!-- bench (\\w+) -->\n(.*?)^<!-- end -->$", Pattern.DOTALL | Pattern.MULTILINE);
    /** The day, the machine, the Java and the commit. */
    private static final Pattern ORIGIN = Pattern.compile(
            "\n\\d{4}-\\d{2}-\\d{2}, .+, \\d+ processors.*, \\d+ GB, Java \\d+\\S*, commit [0-9a-f]{8,}( with changes)?\n\n[^$]+");

    private final Page page = new Manual().page("numbers.md");

    @Test
    void eachBarIsMeasuredByABenchmarkThatThereIs() {
        List<List<String>> bars = page.tables(BARS).get(0);

        assertThat(bars).isNotEmpty().allSatisfy(bar -> {
            Matcher measured = MEASURED.matcher(bar.get(1));
            Matcher command = COMMAND.matcher(bar.get(3));
            assertThat(measured.matches())
                    .as("%s is filled in by a benchmark", bar)
                    .isTrue();
            assertThat(command.matches()).as("%s has its command", bar).isTrue();
            assertThat(command.group(1)).isEqualTo(measured.group(1));
            assertThat(BENCHMARKS.resolve(command.group(1) + ".java")).exists();
            assertThat(places()).as("the numbers behind %s", bar).contains(command.group(1));
            assertThat(bar.get(2)).as("what bounds %s", bar).isNotBlank();
        });
    }

    @Test
    void eachBenchmarkHasItsPlace() throws IOException {
        try (Stream<Path> files = Files.list(BENCHMARKS)) {
            assertThat(places())
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString().replace(".java", ""))
                                    .filter(name -> name.endsWith("Benchmark"))
                                    .toList());
        }
    }

    @Test
    void allNumbersSayWhereTheyComeFrom() {
        assertThat(PLACE.matcher(page.text()).results().map(place -> place.group(2)))
                .filteredOn(numbers -> !numbers.isEmpty())
                .allSatisfy(numbers -> assertThat(numbers).matches(ORIGIN));
    }

    private List<String> places() {
        return PLACE.matcher(page.text())
                .results()
                .map((MatchResult place) -> place.group(1))
                .toList();
    }
}
