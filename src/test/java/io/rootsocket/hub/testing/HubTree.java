package io.rootsocket.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder as a clone is once the hub is built: the launcher, the packaged hub, the shipped routes. Shell lines run in it
 * as a person runs them, on free ports. For one thread.
 */
public final class HubTree implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    private static final Path HOME = Path.of(System.getProperty("java.home"));

    /** As many as a hub has. */
    static final String ROOM_FOR_CLASSES = "160m";

    static final List<String> UNVERIFIED = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

    /**
     * Nothing runs long enough here for Java's second compiler to pay, nor for the launcher to make an archive of classes:
     * where one is named, that is the one of all tests. And to make room for classes, Java need not clean up its whole heap;
     * nor verify what compilers have just written.
     */
    static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MetaspaceSize=%s %s -Xshare:auto"
            .formatted(ROOM_FOR_CLASSES, String.join(" ", UNVERIFIED));

    /** What makes that archive. */
    static final String REHEARSAL = "./hub rehearse";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<CommandProcess> started = new ArrayList<>();
    private Path javaHome = HOME;

    private HubTree(Path folder) {
        this.folder = folder;
        List.of("HUB_PORT", "HUB_ADMIN_PORT", "HUB_SANDBOX_PORT", "HUB_BROKER_PORT")
                .forEach(port -> environment.put(port, String.valueOf(FreePort.next())));
    }

    /** A tree with the shipped routes. */
    public static HubTree withShippedRoutes(Path folder) {
        HubTree tree = empty(folder);
        copyAll(Path.of("routes"), folder.resolve("routes"));
        return tree;
    }

    /** A tree without any route. */
    public static HubTree empty(Path folder) {
        try {
            Files.createDirectories(folder.resolve("routes"));
            // What the launcher looks at to see whether it must build; older than the jar, so that it need not.
            Files.createDirectories(folder.resolve("src/main"));
            Files.createDirectories(folder.resolve("src/generated"));
            for (String file : List.of("pom.xml", "hub", ".env.example")) {
                Files.copy(Path.of(file), folder.resolve(file));
            }
            Path built = Files.createDirectories(folder.resolve("target/hub"));
            // Links, as Java takes its archive of classes for these very files only.
            for (Path linked : List.of(SharedArchive.jar(), SharedArchive.jar().resolveSibling("lib"))) {
                Files.createSymbolicLink(built.resolve(linked.getFileName()), linked);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HubTree(folder);
    }

    /** Copies a folder with all that is in it, and when each was written. */
    public static void copyAll(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets an environment variable of what starts from now on. */
    public HubTree with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What a command in the tests' own process needs, which does not start in this folder. */
    public Map<String, String> environment() {
        var whole = new HashMap<>(Map.of(
                "HUB_ROUTES", folder.resolve("routes").toString(),
                "HUB_DATA", folder.resolve("data").toString()));
        whole.putAll(environment);
        return whole;
    }

    /** Lets a hub that starts for the first time find the tables of its schedules, as those of {@link HubProcess} do. */
    public HubTree withTables() {
        MigratedDatabase.putInto(Path.of(
                environment.getOrDefault("HUB_DATA", folder.resolve("data").toString())));
        return this;
    }

    /** Runs on another Java than the tests. */
    public HubTree withJava(Path home) {
        javaHome = home;
        return this;
    }

    public HubTree route(String name, String yaml) {
        RunningHub.route(folder, name, yaml);
        return this;
    }

    public Path resolve(String path) {
        return folder.resolve(path);
    }

    /** Which port the hub listens on, by the variable that sets it. */
    public int port(String variable) {
        return Integer.parseInt(environment.get(variable));
    }

    /** Starts a shell line. */
    public CommandProcess start(String line) {
        try {
            Path out = Files.createTempFile(folder, "out", ".log");
            Path err = Files.createTempFile(folder, "err", ".log");
            // Without exec a signal would end the shell and not the hub.
            var builder = new ProcessBuilder("sh", "-c", line.startsWith("./") ? "exec " + line : line)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("HUB_") || name.startsWith("ROOTSOCKET_"));
            builder.environment().put("JAVA_OPTS", javaOptions());
            builder.environment().putAll(environment);
            if (!line.equals(REHEARSAL)) {
                builder.environment().computeIfPresent("JAVA_OPTS", HubTree::withoutRehearsal);
            }
            builder.environment().merge("PATH", javaHome.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
            var running = new CommandProcess(builder.start(), out, err);
            started.add(running);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each hub that stays for a while would else have an archive of classes made beside the tests. */
    private static String withoutRehearsal(String name, String options) {
        return options.contains("-Xshare") ? options : options + " -Xshare:auto";
    }

    private String javaOptions() {
        boolean archived = !environment.containsKey("JAVA_OPTS") && javaHome.equals(HOME);
        return archived ? quickly("") : QUICK;
    }

    /** Options for this Java, beside those with which a hub of the tests starts quickly. */
    public static String quickly(String more) {
        return "%s %s %s".formatted(QUICK, SharedArchive.option(), more);
    }

    /** The same for any Java, without an archive. */
    public static String onAnyJava(String more) {
        return "%s %s".formatted(QUICK, more);
    }

    /** Options with which a hub has the launcher's own, and these, and starts on the archive of all tests. */
    public static String onArchive(String more) {
        return "%s %s".formatted(SharedArchive.option(), more);
    }

    /** Starts {@code ./hub run} and waits for its first screen. */
    public CommandProcess run() {
        return start("./hub run").awaitFirstScreen();
    }

    /** Runs a shell line to its end, which must be a success. */
    public CommandProcess done(String line) {
        CommandProcess running = start(line).awaitEnd();
        assertThat(running.exitCode())
                .as("`%s` says: %s%s", line, running.out(), running.err())
                .isZero();
        return running;
    }

    /** What the hub's own sandbox has got on a channel. */
    public List<String> received(String channel) {
        String url = "http://localhost:%d/sandbox/messages?channel=%s".formatted(port("HUB_SANDBOX_PORT"), channel);
        try {
            var messages = new ArrayList<String>();
            for (JsonNode message :
                    JSON.readTree(send(HttpRequest.newBuilder(URI.create(url))).body())) {
                messages.add(message.path("data").asText());
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the sandbox has got these, among others. */
    public void awaitMessages(String channel, String... expected) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(received(channel)).contains(expected));
    }

    /** Posts to the webhook door. */
    public HttpResponse<String> post(String path, String body) {
        String url = "http://127.0.0.1:%d%s".formatted(port("HUB_PORT"), path);
        return send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)));
    }

    /** Posts JSON to the webhook door. */
    public HttpResponse<String> postJson(String path, String json) {
        String url = "http://127.0.0.1:%d%s".formatted(port("HUB_PORT"), path);
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** Reads from the webhook door. */
    public HttpResponse<String> webhook(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port("HUB_PORT"), path))));
    }

    /** Reads from the admin door. */
    public String admin(String path) {
        String url = "http://127.0.0.1:%d%s".formatted(port("HUB_ADMIN_PORT"), path);
        return send(HttpRequest.newBuilder(URI.create(url))).body();
    }

    /** Has the running hub read its routes again, as {@code ./hub reload} does, but without a process for it. */
    public void reload() {
        String url = "http://127.0.0.1:%d/api/reload".formatted(port("HUB_ADMIN_PORT"));
        var answer = send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContainIgnoringCase("refused");
    }

    /** Sends JSON to the sandbox's faults. */
    public void fault(String json) {
        String url = "http://localhost:%d/sandbox/faults".formatted(port("HUB_SANDBOX_PORT"));
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json));
        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            started.forEach(running -> running.process().destroyForcibly());
            // Its time counts for the test that started it, and the next has the processors.
            started.forEach(running -> running.process().onExit().join());
            // JUnit deletes the folder, and warns of links that lead out of it.
            try (Stream<Path> links = Files.list(folder.resolve("target/hub"))) {
                for (Path link : links.filter(Files::isSymbolicLink).toList()) {
                    Files.delete(link);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A process that runs in the tree.
     *
     * @param outFile what it writes for people and programs
     * @param errFile its log
     */
    public record CommandProcess(Process process, Path outFile, Path errFile) {

        public String out() {
            return text(outFile);
        }

        public String err() {
            return text(errFile);
        }

        private static String text(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public CommandProcess awaitFirstScreen() {
            await().atMost(TIMEOUT).until(() -> out().contains("Ctrl-C stops.") || !process.isAlive());
            assertThat(out()).as("the log says: %s", err()).contains("Ctrl-C stops.");
            return this;
        }

        public CommandProcess awaitEnd() {
            await().atMost(TIMEOUT).until(() -> !process.isAlive());
            return this;
        }

        /** Tells it to stop, as SIGTERM does, and waits until it has. */
        public CommandProcess stop() {
            process.destroy();
            return awaitEnd();
        }

        public int exitCode() {
            return process.exitValue();
        }
    }
}
