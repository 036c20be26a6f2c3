package io.rootsocket.hub.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of Markdown, taken apart into what it shows. */
record Page(Path file, String text) {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern INLINE = Pattern.compile("`((?:\\./hub|docker|mvn|java) [^`\n]+)`");
    private static final Pattern ROW = Pattern.compile("^\\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[[^]\n]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern SAVE_AS = Pattern.compile("Save this as `(routes/[a-z/.-]+\\.yaml)`");

    static Page of(Path file) {
        return new Page(file, read(file));
    }

    /** A fenced block, with the text between the last block and it. */
    record Block(String language, String content, String before) {

        /** The file that the text says to save it as. */
        Optional<String> savedAs() {
            return SAVE_AS.matcher(before)
                    .results()
                    .map(found -> found.group(1))
                    .findFirst();
        }
    }

    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        var matcher = BLOCK.matcher(text);
        for (int end = 0; matcher.find(); end = matcher.end()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2), text.substring(end, matcher.start())));
        }
        return blocks;
    }

    /** The commands in the running text. */
    List<String> inlineCommands() {
        return INLINE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** What its links lead to, as it is written. */
    List<String> links() {
        return LINK.matcher(withoutBlocks())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Its headings as the ends of addresses, as GitHub makes them. */
    List<String> anchors() {
        return HEADING.matcher(withoutBlocks())
                .results()
                .map(found -> found.group(1)
                        .toLowerCase()
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private String withoutBlocks() {
        return BLOCK.matcher(text).replaceAll("");
    }

    /** The cells of each table under this header row, without the header. */
    List<List<List<String>>> tables(String header) {
        String head = "\n| %s |\n".formatted(header);
        var tables = new ArrayList<List<List<String>>>();
        for (int start = text.indexOf(head); start >= 0; start = text.indexOf(head, start + 1)) {
            String table = text.substring(start + 1).split("\n\n", 2)[0];
            tables.add(ROW.matcher(table)
                    .results()
                    .skip(2)
                    .map(row -> List.of(row.group(1).replace("\\|", "/").split(" \\| ", -1)))
                    .toList());
        }
        return tables;
    }

    /** What is set in code font in this text. */
    static List<String> code(String text) {
        return Pattern.compile("`([^`]+)`")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The text from this heading to the next. */
    String section(String heading) {
        String after = text.split("\n## %s\n".formatted(heading), 2)[1];
        return after.split("\n## ", 2)[0];
    }

    /** All matches of a pattern in the files below a folder. */
    static List<MatchResult> found(Path folder, String suffix, Pattern pattern) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .flatMap(file -> pattern.matcher(read(file)).results())
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
