package io.rootsocket.hub.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The flow of {@link SideBySideBenchmark} in Node-RED, set up for speed: in production, without editor, debug nodes or log,
 * its context in memory, a function node (which is faster than JSONata), and connections to the service that are kept.
 */
final class NodeRed {

    /** Where {@code npm install --prefix} puts it. */
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache/rootsocket-hub/node-red");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION = """
            const order = msg.payload;
            msg.payload = {
                channel: 'orders.' + msg.req.query.lane,
                data: 'Order of ' + order.customer + ': ' + order.items.length + ' items, ' + order.sent + ' ' + order.number
            };
            msg.headers = { Authorization: '%s', Accept: 'application/json' };
            return msg;
            """.formatted(Flow.KEY);
    private static final String SETTINGS = """
            module.exports = {
                httpAdminRoot: false,
                disableEditor: true,
                contextStorage: { default: { module: 'memory' } },
                logging: { console: { level: 'off', metrics: false, audit: false } }
            };
            """;

    private NodeRed() {}

    static String howToInstall() {
        return "Node-RED is not here, and left out: npm install --prefix %s node-red@4, or set NODE_RED to its command"
                .formatted(CACHE);
    }

    /** Its command: as the environment says, from the path, or from the cache. */
    static Optional<Path> find() {
        Stream<Path> onPath =
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, "node-red"));
        return Stream.concat(
                        Stream.concat(
                                Stream.ofNullable(System.getenv("NODE_RED")).map(Path::of), onPath),
                        Stream.of(CACHE.resolve("node_modules/.bin/node-red")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Process start(Path command, Path folder, int port, String service) {
        try {
            return started(command, folder, port, service);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process started(Path command, Path folder, int port, String service) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("settings.js"), SETTINGS);
        JSON.writeValue(folder.resolve("flow.json").toFile(), flow(service));
        var builder = new ProcessBuilder(
                        command.toString(),
                        "--userDir",
                        folder.toString(),
                        "--settings",
                        folder.resolve("settings.js").toString(),
                        "--port",
                        String.valueOf(port),
                        folder.resolve("flow.json").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("NODE_ENV", "production");
        return builder.start();
    }

    private static List<Map<String, Object>> flow(String service) {
        return List.of(
                Map.of("id", "flow", "type", "tab", "label", "orders"),
                Map.of(
                        "id",
                        "in",
                        "type",
                        "http in",
                        "z",
                        "flow",
                        "url",
                        Flow.PATH,
                        "method",
                        "post",
                        "wires",
                        to("text")),
                Map.of(
                        "id",
                        "text",
                        "type",
                        "function",
                        "z",
                        "flow",
                        "func",
                        FUNCTION,
                        "outputs",
                        1,
                        "wires",
                        to("send")),
                Map.of(
                        "id",
                        "send",
                        "type",
                        "http request",
                        "z",
                        "flow",
                        "method",
                        "POST",
                        "ret",
                        "txt",
                        "persist",
                        true,
                        "url",
                        service + Flow.MESSAGES,
                        "wires",
                        to("accepted")),
                Map.of(
                        "id",
                        "accepted",
                        "type",
                        "change",
                        "z",
                        "flow",
                        "wires",
                        to("out"),
                        "rules",
                        List.of(set("payload", "{\"accepted\":true}", "json"), set("headers", "{}", "json"))),
                Map.of("id", "out", "type", "http response", "z", "flow", "statusCode", "202", "wires", List.of()));
    }

    private static List<List<String>> to(String node) {
        return List.of(List.of(node));
    }

    private static Map<String, Object> set(String property, String value, String type) {
        return Map.of("t", "set", "p", property, "pt", "msg", "to", value, "tot", type);
    }
}
