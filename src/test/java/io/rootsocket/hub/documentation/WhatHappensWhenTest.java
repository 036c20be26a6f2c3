package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the README's table of failures to the tests. */
class WhatHappensWhenTest {

    private static final String HEADER = "when | the hub | shown by";
    private static final Path TESTS = Path.of("src/test/java/io/rootsocket/hub");
    private static final Pattern TEST = Pattern.compile("@Test\\s+void (\\w+)\\(");

    private final Readme readme = new Readme();

    @Test
    void eachRowNamesATestThatIsThere() {
        Set<String> tests = Readme.testFiles(TESTS, Integer.MAX_VALUE)
                .flatMap(file ->
                        TEST.matcher(Readme.read(file)).results().map(found -> className(file) + "." + found.group(1)))
                .collect(Collectors.toSet());

        assertThat(readme.table(HEADER))
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        row -> assertThat(Readme.code(row.get(2))).hasSize(1).allMatch(tests::contains));
    }

    @Test
    void eachTestOfDurabilityIsARow() {
        Set<String> named = readme.table(HEADER).stream()
                .flatMap(row -> Readme.code(row.get(2)).stream())
                .collect(Collectors.toSet());

        assertThat(Readme.testFiles(TESTS.resolve("durability"), 1))
                .allSatisfy(file -> assertThat(TEST.matcher(Readme.read(file)).results())
                        .allMatch(found -> named.contains(className(file) + "." + found.group(1))));
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
