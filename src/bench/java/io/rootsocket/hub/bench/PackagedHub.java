package io.rootsocket.hub.bench;

import io.rootsocket.hub.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A folder of its own with the hub of {@code target/hub}, which must have been packaged: by its launcher, with the options that
 * you get, on the archive of classes that the launcher makes. Close it, after all that was started in it.
 */
final class PackagedHub implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Path home = Files.createTempDirectory("packaged");
    private final Map<String, String> environment =
            new TreeMap<>(Map.of("HUB_DATA", home.resolve("data").toString(), "ROOTSOCKET_KEY", ""));

    private PackagedHub() throws IOException {
        Path project = Path.of("").toAbsolutePath();
        Files.copy(project.resolve("hub"), home.resolve("hub"));
        Files.createDirectory(home.resolve("target"));
        Files.createSymbolicLink(home.resolve("target/hub"), project.resolve("target/hub"));
        for (String door : List.of("HUB_PORT", "HUB_ADMIN_PORT", "HUB_BROKER_PORT", "HUB_SANDBOX_PORT")) {
            environment.put(door, String.valueOf(FreePort.next()));
        }
    }

    static PackagedHub withShippedRoutes() throws IOException {
        var hub = new PackagedHub();
        Files.createSymbolicLink(hub.home.resolve("routes"), Path.of("routes").toAbsolutePath());
        return hub;
    }

    static PackagedHub withoutRoutes() throws IOException {
        var hub = new PackagedHub();
        Files.createDirectory(hub.home.resolve("routes"));
        return hub;
    }

    void write(String file, String routes) throws IOException {
        Files.writeString(home.resolve("routes").resolve(file), routes);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Has the launcher make the archive of classes, if there is none for this Java. */
    void rehearse(Map<String, String> variables) throws IOException, InterruptedException {
        command("rehearse", variables);
    }

    /** Returns at the end of the first screen. */
    StartedProcess start(Map<String, String> variables) throws IOException, InterruptedException {
        return StartedProcess.start(home, variables, "Ctrl-C stops.", List.of("./hub", "run"));
    }

    /** How long a command takes. */
    Duration command(String command, Map<String, String> variables) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("./hub", command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables);
        long begin = System.nanoTime();
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroy();
            throw new IOException("hub %s ended with %s"
                    .formatted(command, process.onExit().join().exitValue()));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() throws IOException {
        BenchedHub.delete(home);
    }
}
