package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.documentation.extension.GreetingComponent;
import io.rootsocket.hub.testing.HubTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A component that the hub does not have, in a jar in {@code ext/}. */
class ExtensionJarIT {

    private static final String ROUTE = """
            - route:
                id: greet
                from:
                  uri: timer:once?repeatCount=1&delay=0
                  steps:
                    - to: greeting:Ana
                    - to: rootsocket:message?channel=greetings
            """;

    @TempDir
    Path folder;

    @Test
    void isPickedUpByTheLauncher() throws IOException {
        try (HubTree tree = HubTree.empty(folder).route("greet.yaml", ROUTE)) {
            var shell = new Shell(tree.environment());
            assertThat(shell.run("validate")).isEqualTo(4);
            assertThat(shell.out()).contains("greeting");

            writeJar(Files.createDirectories(tree.resolve("ext")).resolve("greeting.jar"));

            assertThat(tree.run().out()).doesNotContain("NOT RUN");
            tree.awaitMessages("greetings", "Hello, Ana");
        }
    }

    private static void writeJar(Path jar) throws IOException {
        String type = GreetingComponent.class.getName();
        byte[] service = ("class=" + type).getBytes(StandardCharsets.UTF_8);
        String file = type.replace('.', '/') + ".class";
        byte[] code;
        try (var in = GreetingComponent.class.getResourceAsStream("/" + file)) {
            code = in == null ? new byte[0] : in.readAllBytes();
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var entry : Map.of("META-INF/services/org/apache/camel/component/greeting", service, file, code)
                    .entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }
}
