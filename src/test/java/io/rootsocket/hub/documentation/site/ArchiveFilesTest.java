package io.rootsocket.hub.documentation.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody reads who has an archive, and not the repository. */
class ArchiveFilesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s:#]+)(#[^)]*)?\\)");
    private static final Pattern MOUNTED = Pattern.compile("- \\./(\\S+):/");
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (.*) \\S+$");

    /** Those of the archive that are made by Maven, or packed as they are. */
    private static final List<String> OTHERS = List.of("hub", "LICENSE", "README.md", "routes", "ext", "lib");

    @TempDir
    static Path archive;

    @BeforeAll
    static void write() throws IOException {
        new ArchiveFiles(archive).write();
        new ManualSite(archive.resolve("docs/site"), Optional.empty()).write();
        for (String other : OTHERS) {
            Files.createDirectories(archive.resolve(other));
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            return files.filter(Files::isRegularFile).toList();
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
    void namesNoFileAsItIsInTheRepository() throws IOException {
        assertThat(files().stream()
                        .filter(file -> file.toString().matches(".*\\.(md|adoc|ya?ml|service|xml|html)|.*/Dockerfile"))
                        // Those are for who has the repository.
                        .filter(file -> !file.endsWith("contributing.html"))
                        .filter(file -> read(file).matches("(?s).*(?<!\\w)(?<!\\w/)src/main/(docs|deploy)\\b.*")))
                .isEmpty();
    }

    @Test
    void leadsFromNoPageToWhatIsNotInTheArchive() throws IOException {
        assertThat(files().stream()
                        .filter(file -> file.toString().endsWith(".md"))
                        .flatMap(ArchiveFilesTest::broken))
                .isEmpty();
    }

    private static Stream<String> broken(Path page) {
        // Decisions and pages quote Markdown and code.
        String text = read(page).replaceAll("(?s)```.*?```", "").replaceAll("`[^`]*`", "");
        return LINK.matcher(text)
                .results()
                .filter(link -> !leadsSomewhere(page, link))
                .map(link -> archive.relativize(page) + ": " + link.group());
    }

    private static boolean leadsSomewhere(Path page, MatchResult link) {
        Path target = page.resolveSibling(link.group(1)).normalize();
        return Files.exists(target)
                && (link.group(2) == null
                        || !target.toString().endsWith(".html")
                        || read(target).contains("id=\"" + link.group(2).substring(1) + "\""));
    }

    /** An engine makes an empty folder of what it does not find, and Prometheus ends for want of its settings. */
    @Test
    void mountsOnlyWhatIsThere() {
        assertThat(MOUNTED.matcher(read(archive.resolve("docker-compose.yml")))
                        .results()
                        .map(mount -> mount.group(1)))
                .contains("deploy/prometheus", "routes")
                .allSatisfy(path -> assertThat(archive.resolve(path)).exists());
    }

    @Test
    void makesItsImageOfWhatIsInTheArchive() {
        String dockerfile = read(archive.resolve("Dockerfile"));
        List<String> ignored = read(archive.resolve(".dockerignore")).lines().toList();

        assertThat(dockerfile).doesNotContain("mvn", "--from", "BUILD_IMAGE");
        assertThat(dockerfile.lines().filter(line -> line.startsWith("FROM"))).containsExactly("FROM ${RUNTIME_IMAGE}");
        assertThat(COPIED.matcher(dockerfile)
                        .results()
                        .flatMap(copy -> Stream.of(copy.group(1).split(" "))))
                .containsExactlyInAnyOrder("lib", "rootsocket-hub-*", "routes", "LICENSE", "hub")
                .allSatisfy(name -> assertThat(ignored).contains("!" + name));
    }
}
