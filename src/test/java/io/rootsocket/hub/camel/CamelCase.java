package io.rootsocket.hub.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of routes as it comes from elsewhere, or a folder of them, and what is to become of it.
 *
 * @param name of the file in {@code src/test/resources/camel}; a folder ends with a slash
 * @param plain what Camel alone does: it {@code creates} the routes, or {@code fails} to, or was {@code not compared}
 * @param verdict {@code ok}, {@code error: WORD} where the word must be in the message, or either of them
 */
record CamelCase(String name, String plain, String verdict) {

    static final Path FOLDER = Path.of("src/test/resources/camel");

    static List<CamelCase> all() {
        try (Stream<String> lines = Files.lines(FOLDER.resolve("expected.tsv"))) {
            return lines.skip(1)
                    .map(line -> line.split("\t"))
                    .map(cells -> new CamelCase(cells[0], cells[1], cells[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isFolder() {
        return name.endsWith("/");
    }

    /** The name without its ending. */
    String stem() {
        return name.replaceFirst("(\\.yaml|/)$", "");
    }

    /** Whether it may be refused. */
    boolean mayFail() {
        return verdict.contains("error:");
    }

    boolean mayPass() {
        return verdict.startsWith("ok");
    }

    /** What the message of a refusal must have in it. */
    String word() {
        return verdict.replaceFirst(".*error: ", "");
    }

    /** A file of the case. */
    record CaseFile(Path from, String to) {}

    /**
     * Its files, and where they go in a folder that has all cases: what a case calls {@code route.yaml} is called as the
     * case there.
     */
    List<CaseFile> files() {
        Path root = FOLDER.resolve(name);
        if (!isFolder()) {
            return List.of(new CaseFile(root, name));
        }
        try (Stream<Path> within = Files.walk(root)) {
            var files = new ArrayList<CaseFile>();
            for (Path file : within.filter(Files::isRegularFile).sorted().toList()) {
                String relative = root.relativize(file).toString();
                files.add(new CaseFile(file, relative.equals("route.yaml") ? stem() + ".yaml" : relative));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void copyTo(Path routes) {
        try {
            for (CaseFile file : files()) {
                Path to = routes.resolve(file.to());
                Files.createDirectories(Optional.ofNullable(to.getParent()).orElse(routes));
                Files.copy(file.from(), to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
