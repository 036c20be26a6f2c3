package io.rootsocket.hub.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of the corpus, with what its first line expects; the README beside the files says how it is written. */
record BrokenRoute(Path file, int line, String text, String suggestion) {

    static final Path CORPUS = Path.of("src/test/resources/broken-routes");

    private static final Pattern EXPECT = Pattern.compile("# expect: (\\d+) \\| (.*?) ?\\| ?(.*)");

    static List<BrokenRoute> corpus() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(BrokenRoute::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BrokenRoute of(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            Matcher expected = EXPECT.matcher(lines.findFirst().orElse(""));
            if (!expected.matches()) {
                throw new IllegalStateException(file + " does not say what to expect");
            }
            return new BrokenRoute(
                    file,
                    Integer.parseInt(expected.group(1)),
                    expected.group(2).strip(),
                    expected.group(3).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(file.getFileName());
    }
}
