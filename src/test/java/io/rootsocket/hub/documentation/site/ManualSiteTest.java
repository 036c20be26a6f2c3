package io.rootsocket.hub.documentation.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualSiteTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\":]*)\"");

    @TempDir
    static Path site;

    @BeforeAll
    static void write() throws IOException {
        Path component = Files.writeString(site.resolve("component.html"), "<h1 id=\"c\">The component</h1>");
        new ManualSite(site.resolve("site"), Optional.of(component)).write();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(site.resolve("site"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hasEachPageOfTheManual() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("src/main/docs"))) {
            assertThat(docs.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                            .map(name -> name.replace(".md", ".html")))
                    .isNotEmpty()
                    .allSatisfy(name ->
                            assertThat(site.resolve("site").resolve(name)).exists());
        }
    }

    @Test
    void leadsNowhereThatIsNotThere() throws IOException {
        assertThat(pages())
                .hasSizeGreaterThan(40)
                .flatExtracting(ManualSiteTest::broken)
                .isEmpty();
    }

    private static List<String> broken(Path page) {
        return LINK.matcher(read(page))
                .results()
                .map(link -> link.group(1))
                .distinct()
                .filter(link -> !leadsSomewhere(page, link))
                .map(link -> page.getFileName() + ": " + link)
                .toList();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || read(target).contains("id=\"" + parts[1] + "\""));
    }

    @Test
    void findsWhatAPageSays() {
        String index = read(site.resolve("site/search-index.js"));

        assertThat(index).startsWith("const PAGES = [");
        assertThat(index)
                .contains("\"page\":\"schedules.html\"", "staleAfter", "\"anchor\":\"when-the-clocks-change\"")
                .contains("An outbox of our own, with Artemis");
    }
}
