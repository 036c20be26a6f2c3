package io.rootsocket.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged hub as a process of its own, on free ports, that a test can kill, hold and start again. */
public final class HubProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> javaOptions;
    private final List<String> arguments;
    private Process process;

    private HubProcess(Path folder, Map<String, String> environment, List<String> javaOptions, List<String> arguments) {
        this.folder = folder;
        this.environment = environment;
        this.javaOptions = javaOptions;
        this.arguments = arguments;
        this.process = launch();
    }

    /**
     * Starts a hub without waiting for it.
     *
     * @param folder where its data and its output go
     * @param routes its routes
     * @param more wins over the defaults
     */
    public static HubProcess start(Path folder, Path routes, Sandbox sandbox, Map<String, String> more) {
        return start(folder, routes, sandbox, more, List.of(), List.of());
    }

    /**
     * The same.
     *
     * @param javaOptions win over the usual ones
     * @param arguments of {@code run}
     */
    public static HubProcess start(
            Path folder,
            Path routes,
            Sandbox sandbox,
            Map<String, String> more,
            List<String> javaOptions,
            List<String> arguments) {
        var environment = new HashMap<>(Map.of(
                "HUB_ROUTES", routes.toString(),
                "HUB_DATA", folder.resolve("data").toString(),
                "HUB_PORT", String.valueOf(FreePort.next()),
                "HUB_ADMIN_PORT", String.valueOf(FreePort.next()),
                "HUB_BROKER_PORT", String.valueOf(FreePort.next()),
                // As of a usual disk, so that it is not measured each time.
                "HUB_JOURNAL_TIMEOUT", "100",
                "ROOTSOCKET_API_URL", sandbox.apiUrl().toString(),
                "ROOTSOCKET_KEY", sandbox.key()));
        environment.putAll(more);
        if (!environment.containsKey("HUB_DATABASE_URL")) {
            MigratedDatabase.putInto(Path.of(environment.get("HUB_DATA")));
        }
        return new HubProcess(folder, environment, javaOptions, arguments);
    }

    private Process launch() {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("out"));
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            // Under the umask that most machines have: what must be private is so all the same.
            var command = new ArrayList<>(List.of(
                    "sh",
                    "-c",
                    "umask 022; exec \"$@\"",
                    "hub",
                    java,
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:MetaspaceSize=" + HubTree.ROOM_FOR_CLASSES,
                    SharedArchive.option()));
            command.addAll(HubTree.UNVERIFIED);
            command.addAll(javaOptions);
            command.addAll(List.of("-cp", SharedArchive.jar() + ":ext/*", "io.rootsocket.hub.cli.HubCommand", "run"));
            command.addAll(arguments);
            var builder = new ProcessBuilder(command)
                    .redirectOutput(Redirect.appendTo(folder.resolve("out").toFile()))
                    .redirectError(Redirect.appendTo(folder.resolve("err").toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns when it has shown its first screen.
     *
     * @throws AssertionError with its log, if it ends before or takes too long
     */
    public HubProcess awaitStart() {
        try {
            await().atMost(TIMEOUT).until(() -> hasStarted() || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("%s takes too long to start; its log:%n%s".formatted(folder, log()), e);
        }
        assertThat(hasStarted())
                .as("%s has started; its log:%n%s", folder, log())
                .isTrue();
        return this;
    }

    private boolean hasStarted() {
        return text("out").contains("Ctrl-C stops.");
    }

    /** Starts it again, with the same data and ports. */
    public void restart() {
        process = launch();
        awaitStart();
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        await().atMost(TIMEOUT).until(() -> !process.isAlive());
    }

    /** As {@code kill}; returns when it has ended. */
    public void terminate() {
        process.destroy();
        await().atMost(TIMEOUT).until(() -> !process.isAlive());
    }

    /** Waits until it has ended by itself, and returns its exit code. */
    public int awaitEnd() {
        await().atMost(TIMEOUT).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Holds it, as a very long pause of its collector would. */
    public void hold() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void release() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where its webhook door is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + environment.get("HUB_PORT"));
    }

    /** Where its admin door is. */
    public String adminUrl() {
        return "http://127.0.0.1:" + environment.get("HUB_ADMIN_PORT");
    }

    /** What it has said on its standard output. */
    public String out() {
        return text("out");
    }

    /** What it has logged. */
    public String log() {
        return text("err");
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        release();
        kill();
    }
}
