package io.rootsocket.hub.documentation;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The README and the pages of {@code src/main/docs}, in the order in which the manual's index lists them. */
final class Manual {

    static final Path FOLDER = Path.of("src/main/docs");
    private static final Pattern LISTED = Pattern.compile("^\\d+\\. \\[[^]]+]\\(([^)]+\\.md)\\)", Pattern.MULTILINE);

    private final List<Page> pages = LISTED.matcher(Page.read(FOLDER.resolve("README.md")))
            .results()
            .map(found -> Page.of(FOLDER.resolve(found.group(1)).normalize()))
            .toList();

    List<Page> pages() {
        return pages;
    }

    /** A page by its name, such as {@code delivery.md}. */
    Page page(String name) {
        return pages.stream()
                .filter(page -> page.file().endsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The manual's index lists no page %s".formatted(name)));
    }

    /** The cells of the one table under this header row, on whichever page it is. */
    List<List<String>> table(String header) {
        var tables = tables(header);
        if (tables.size() != 1) {
            throw new AssertionError("The manual has %d tables `%s`".formatted(tables.size(), header));
        }
        return tables.get(0);
    }

    /** The cells of all tables under this header row. */
    List<List<List<String>>> tables(String header) {
        return pages.stream().flatMap(page -> page.tables(header).stream()).toList();
    }

    List<Page.Block> blocks() {
        return pages.stream().flatMap(page -> page.blocks().stream()).toList();
    }

    List<String> inlineCommands() {
        return pages.stream().flatMap(page -> page.inlineCommands().stream()).toList();
    }
}
