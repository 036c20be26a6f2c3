package io.rootsocket.hub.cli;

import static java.util.Objects.requireNonNull;

import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.settings.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does once what a hub and its commands do, on routes of its own and without reaching anybody, and ends. The launcher asks for
 * it, for Java to take down meanwhile which classes that needs.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Does once what a hub does, for Java to remember its classes. The launcher runs it by itself.",
        footer = {"", "Example: hub rehearse /tmp/rehearsal"})
final class RehearseCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Parameters(paramLabel = "DIR", description = "An empty folder.")
    private Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        write("routes/rehearsal.yaml", "rehearsal.yaml");
        write("routes/tests/rehearsal.test.yaml", "rehearsal.test.yaml");
        Map<String, String> environment = environment();
        // A hub that stops needs the threads that all share.
        var hub = new Thread(() -> run(environment, "run"), "rehearsal");
        hub.setDaemon(true);
        hub.start();
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (run(environment, "status") != 0) {
            if (!hub.isAlive() || System.nanoTime() - end > 0) {
                return ExitCode.UNEXPECTED;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        post(URI.create("http://127.0.0.1:%s/call".formatted(environment.get("HUB_PORT"))));
        // Also those of no command and of a wrong one are worth a quick answer.
        run(environment, "--help");
        run(environment, "schedules");
        run(environment, "routes");
        run(environment, "validate");
        return run(environment, "test");
    }

    /** Nothing of the real one: no database or RootSocket of somebody, and no port that somebody needs. */
    private Map<String, String> environment() throws IOException {
        var environment = new HashMap<>(Map.of(
                "HUB_ROUTES",
                folder.resolve("routes").toString(),
                "HUB_DATA",
                folder.resolve("data").toString(),
                Variable.of("hub.inbox"),
                folder.resolve("inbox").toString(),
                "HUB_HOST",
                "127.0.0.1",
                "HUB_LOG_LEVEL",
                "error"));
        for (String door : new String[] {"HUB_PORT", "HUB_ADMIN_PORT", "HUB_BROKER_PORT", "HUB_SANDBOX_PORT"}) {
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                environment.put(door, String.valueOf(free.getLocalPort()));
            }
        }
        return environment;
    }

    private static int run(Map<String, String> environment, String command) {
        var nobody = new PrintWriter(Writer.nullWriter());
        return HubCommand.commandLine(environment, command)
                .setOut(nobody)
                .setErr(nobody)
                .execute(command);
    }

    private static void post(URI address) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"name\": \"Ana\"}"))
                                .build(),
                        BodyHandlers.ofString());
    }

    private void write(String file, String name) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(requireNonNull(target.getParent()));
        try (InputStream text = requireNonNull(RehearseCommand.class.getResourceAsStream("rehearsal/" + name), name)) {
            Files.copy(text, target);
        }
    }
}
