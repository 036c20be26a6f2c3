package io.rootsocket.hub.durability;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.HubTree.CommandProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A packaged hub whose one webhook takes messages for any channel: {@code /in/<channel>}. For one thread. */
final class ProvedHub implements AutoCloseable {

    static final String ROUTE = """
            - route:
                id: accept
                from:
                  uri: platform-http:/in/{channel}
                  parameters:
                    httpMethodRestrict: POST
                  steps:
                    - convertBodyTo:
                        type: String
                    - setHeader:
                        name: CamelRootSocketChannel
                        simple: ${header.channel}
                    - to: rootsocket:message
                    - setHeader:
                        name: CamelHttpResponseCode
                        constant: 202
            """;

    private final HubTree tree;
    private @Nullable CommandProcess running;

    /** @param sandbox what it delivers to */
    ProvedHub(Path folder, Sandbox sandbox) {
        tree = HubTree.empty(folder)
                .route("accept.yaml", ROUTE)
                .with("ROOTSOCKET_API_URL", sandbox.apiUrl().toString())
                .with("ROOTSOCKET_KEY", sandbox.key())
                .with("HUB_OUTBOX_FIRST_RETRY", "20ms")
                .with("HUB_OUTBOX_LONGEST_RETRY", "500ms");
    }

    /** What is not answered within this time counts as lost. A busy machine may need a second for a first answer. */
    ProvedHub losingAnswersAfter(Duration time) {
        tree.route(
                "application.properties", "camel.component.rootsocket.responseTimeout=%d\n".formatted(time.toMillis()));
        return this;
    }

    /** Adds a route, or takes the place of one. */
    ProvedHub route(String name, String yaml) {
        tree.route(name, yaml);
        return this;
    }

    ProvedHub with(String variable, String value) {
        tree.with(variable, value);
        return this;
    }

    void start() {
        running = tree.withTables().run();
    }

    /** SIGKILL: it has no time for anything. */
    void kill() throws InterruptedException {
        running().process().destroyForcibly().waitFor();
    }

    /** Holds it where it is, as if the power were gone: it writes nothing more. */
    void hold() throws Exception {
        signal("STOP");
    }

    /** Lets it go on. */
    void release() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder(
                        "kill", "-" + name, String.valueOf(running().process().pid()))
                .start()
                .waitFor();
    }

    /** SIGTERM: it may finish what it does. */
    int stop() {
        return running().stop().exitCode();
    }

    boolean isAlive() {
        return running != null && running.process().isAlive();
    }

    private CommandProcess running() {
        if (running == null) {
            throw new IllegalStateException("The hub was not started");
        }
        return running;
    }

    String log() {
        return running().err();
    }

    int port() {
        return tree.port("HUB_PORT");
    }

    Path data() {
        return tree.resolve("data");
    }

    String health() {
        return tree.admin("/observe/health?data=true");
    }

    /** Its alarms, as JSON. */
    String alarms() {
        return tree.admin("/api/alarms");
    }

    /** The sum of a meter over all channels; 0 if there is none yet. */
    double metric(String name) {
        return Pattern.compile("^" + name + "\\{[^}]*} (\\S+)", Pattern.MULTILINE)
                .matcher(tree.admin("/observe/metrics"))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    @Override
    public void close() {
        tree.close();
    }
}
