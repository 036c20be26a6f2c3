package io.rootsocket.hub.cli;

import static java.util.Objects.requireNonNull;

import io.rootsocket.hub.cli.invocation.CommandName;
import io.rootsocket.hub.cli.invocation.WrittenFile;
import io.rootsocket.hub.component.RootSocketComponent;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.validate.schema.EditorSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a new folder of routes. */
@Command(
        name = "init",
        description = "Makes a new folder of routes: a route, its test, a schema for editors, and an example for CI.",
        footer = {"", "Example: hub init my-routes", "Example: hub init --schema-only routes"})
final class InitCommand implements Callable<Integer> {

    /** What is written where. */
    private static final Map<String, String> FILES = new LinkedHashMap<>(Map.of(
            "hello.yaml", "hello.yaml",
            "tests/hello.test.yaml", "hello.test.yaml",
            ".env.example", "env.example",
            ".github/workflows/routes.yaml", "github-actions.yaml"));

    @Spec
    private CommandSpec spec;

    @Option(names = "--schema-only", description = "Only writes the schema, over the one that is there.")
    private boolean schemaOnly;

    @Parameters(paramLabel = "DIR", description = "The folder. It must be new or empty, except with --schema-only.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        if (!schemaOnly) {
            requireEmpty();
            for (var file : FILES.entrySet()) {
                write(file.getKey(), resource("init/" + file.getValue()));
            }
        }
        write(EditorSchema.FILE, EditorSchema.of(componentDescription()).toString() + "\n");
        if (!schemaOnly) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Next: %2$s validate --routes %1$s, %2$s test --routes %1$s, %2$s run --routes %1$s%n",
                            folder, CommandName.text());
        }
        return 0;
    }

    private void requireEmpty() throws IOException {
        if (Files.exists(folder) && !isEmptyFolder()) {
            throw new HubConfigurationException(
                    "`%s` is not empty, and nothing there will be overwritten. Name a new folder.".formatted(folder));
        }
    }

    private boolean isEmptyFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }

    private void write(String name, String text) {
        Path file = folder.resolve(name);
        WrittenFile.write(file, text);
        spec.commandLine().getOut().println("Wrote " + file);
    }

    /** What Camel's generator says of the component; it lies beside its class. */
    private static String componentDescription() throws IOException {
        String name = "/META-INF/%s/rootsocket.json"
                .formatted(RootSocketComponent.class.getPackageName().replace('.', '/'));
        return resource(name);
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = requireNonNull(InitCommand.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
