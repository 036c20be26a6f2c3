package io.rootsocket.hub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Another Java of this machine, beside the one that runs.
 *
 * @param home its folder
 */
record InstalledJava(Path home) {

    private static final Path USUAL = Path.of("/usr/lib/jvm");

    /** The one of this version that {@code -Dbench.java.VERSION} names, or else one where systems keep theirs. */
    static Optional<InstalledJava> of(int version) throws IOException {
        String named = System.getProperty("bench.java." + version);
        if (named != null) {
            return Optional.of(new InstalledJava(Path.of(named)));
        }
        if (!Files.isDirectory(USUAL)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(USUAL)) {
            return all.sorted()
                    .filter(home -> says(home, "JAVA_VERSION=\"%d".formatted(version)))
                    .findFirst()
                    .map(InstalledJava::new);
        }
    }

    private static boolean says(Path home, String line) {
        Path release = home.resolve("release");
        try {
            return Files.isRegularFile(release)
                    && Files.readAllLines(release).stream().anyMatch(said -> said.startsWith(line));
        } catch (IOException e) {
            return false;
        }
    }

    /** An environment in which this Java is the one of the path. */
    Map<String, String> on(Map<String, String> environment) {
        var mine = new TreeMap<>(environment);
        mine.put("PATH", "%s:%s".formatted(home.resolve("bin"), System.getenv("PATH")));
        return mine;
    }
}
