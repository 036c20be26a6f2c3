package io.rootsocket.hub.documentation.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes what of an archive is text of the repository: the manual, the files for what a hub runs under, and the image's, with the
 * paths that they have in the archive. {@code mvn -Prelease verify} runs it, and packs what it has written.
 */
public final class ArchiveFiles {

    private static final Path DOCS = Path.of("src/main/docs");
    private static final Path DEPLOY = Path.of("src/main/deploy");
    private static final Pattern TEXT = Pattern.compile(".*\\.(md|adoc|ya?ml|service|xml)|Dockerfile|\\.env\\.example");

    /** The README of the repository is a page of the site there; the archive has a shorter one of its own. */
    private static final Pattern UPWARD =
            Pattern.compile("\\((?:\\.\\./)+((?:\\.github/)?[A-Z]\\w+\\.md|docker-compose\\.yml)(#[^)]*)?\\)");

    private static final Pattern STAGE_OF_THE_BUILD = Pattern.compile(
            "ARG BUILD_IMAGE=.*\\n(?<runtime>ARG RUNTIME_IMAGE=.*\\n)(?s:.*?)(?<rest># Stage 2: what runs)");
    private static final String BUILT = "COPY --from=build /src/target/hub /hub/target/hub\n";

    private final Path archive;

    /** @param archive the folder that is written; it need not be there */
    public ArchiveFiles(Path archive) {
        this.archive = archive;
    }

    /** The argument: the folder. */
    public static void main(String[] arguments) throws IOException {
        new ArchiveFiles(Path.of(arguments[0])).write();
    }

    /**
     * Writes all of them.
     *
     * @throws IOException if a file cannot be read or written
     */
    public void write() throws IOException {
        copy(DOCS, archive.resolve("docs"));
        copy(DEPLOY, archive.resolve("deploy"));
        for (String name : List.of("SECURITY.md", "docker-compose.yml", ".env.example")) {
            save(name, inArchive(Files.readString(Path.of(name))));
        }
        save("Dockerfile", dockerfile(Files.readString(Path.of("Dockerfile"))));
        // What is beside the archive's files later, as the data, may hold secrets.
        save(".dockerignore", "*\n!hub\n!lib\n!rootsocket-hub-*\n!routes\n!LICENSE\nroutes/tests\n");
    }

    private void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (TEXT.matcher(String.valueOf(file.getFileName())).matches()) {
                    boolean ofManual = DOCS.equals(file.getParent());
                    String text = inArchive(Files.readString(file));
                    Files.writeString(copy, ofManual ? besideTheSite(text) : text);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private void save(String name, String text) throws IOException {
        Files.createDirectories(archive);
        Files.writeString(archive.resolve(name), text);
    }

    /** A text that names files as they are in the repository, with the names that they have in an archive. */
    static String inArchive(String text) {
        return text.replaceAll("src/main/(docs|deploy)\\b", "$1");
    }

    private static String besideTheSite(String page) {
        return UPWARD.matcher(page).replaceAll(link -> Matcher.quoteReplacement(link(link.group(1), link.group(2))));
    }

    private static String link(String file, String anchor) {
        return switch (file) {
            case ".github/CONTRIBUTING.md" -> "(site/contributing.html)";
            case "README.md" -> anchor == null ? "(../README.md)" : "(site/index.html%s)".formatted(anchor);
            default -> "(../%s%s)".formatted(file, anchor == null ? "" : anchor);
        };
    }

    /** The image of what is in the archive, which nobody need build. */
    private static String dockerfile(String text) {
        Matcher stage = STAGE_OF_THE_BUILD.matcher(text);
        if (!stage.find() || !text.contains(BUILT)) {
            throw new IllegalStateException("The Dockerfile is another one: see to how an archive's is made of it");
        }
        String head = text.substring(0, stage.start());
        String rest = text.substring(stage.start("rest"));
        return inArchive(head + stage.group("runtime") + "\n"
                + rest.replace("# Stage 2: what runs", "# What runs")
                        .replace(BUILT, "COPY lib /hub/lib\nCOPY rootsocket-hub-* /hub/\n"));
    }
}
