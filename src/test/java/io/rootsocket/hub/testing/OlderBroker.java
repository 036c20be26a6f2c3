package io.rootsocket.hub.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link BrokerElsewhere} of another release of Artemis, which the build has put aside. Close it. */
public final class OlderBroker implements AutoCloseable {

    private static final Path RELEASES =
            Path.of(System.getProperty("hub.home", "target/hub")).resolveSibling("brokers");

    private final Process process;

    private OlderBroker(Process process) {
        this.process = process;
    }

    /**
     * Starts one and waits until it runs.
     *
     * @param release the folder of its jars in {@code target/brokers}
     */
    public static OlderBroker start(String release, Path folder, int port) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            jars(release) + File.pathSeparator + allButArtemis(),
                            BrokerElsewhere.class.getName(),
                            folder.toString(),
                            String.valueOf(port))
                    .redirectError(Redirect.INHERIT)
                    .start();
            String said = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (said == null) {
                throw new IllegalStateException("The broker %s did not start".formatted(release));
            }
            return new OlderBroker(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jars(String release) throws IOException {
        try (Stream<Path> jars = Files.list(RELEASES.resolve(release))) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static String allButArtemis() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("artemis-.*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
