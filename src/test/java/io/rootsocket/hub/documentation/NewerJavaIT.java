package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rootsocket.hub.testing.HubTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub on Java 25, as in its container. Skipped where there is none. */
class NewerJavaIT {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @TempDir
    Path folder;

    private HubTree tree;

    @BeforeEach
    void needsJava25() throws IOException {
        tree = HubTree.empty(folder);
        Optional<Path> java = java25();
        assumeTrue(java.isPresent(), "no Java 25 in " + INSTALLED);
        tree.withJava(java.orElseThrow());
    }

    @AfterEach
    void stop() {
        tree.close();
    }

    private static Optional<Path> java25() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(home -> home.getFileName().toString().contains("-25"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        }
    }

    @Test
    void startsWithoutAWarning() {
        assertThat(tree.done("./hub --version").err()).isEmpty();

        var hub = tree.run();

        assertThat(hub.err()).doesNotContainIgnoringCase("warn");
        assertThat(hub.stop().exitCode()).isEqualTo(143);
    }

    @Test
    void deliversOnVirtualThreads() {
        tree.route("queue.yaml", """
                - route:
                    id: accept
                    from:
                      uri: platform-http:/in
                      steps:
                        - to:
                            uri: jms:queue:in
                            pattern: InOnly
                - route:
                    id: deliver
                    from:
                      uri: jms:queue:in
                      steps:
                        - to: rootsocket:message?channel=news
                        - bean:
                            beanType: java.lang.Thread
                            method: currentThread
                        - convertBodyTo:
                            type: String
                        - to: rootsocket:message?channel=threads
                """)
                .with("JAVA_OPTS", HubTree.onAnyJava("-Dcamel.threads.virtual.enabled=true"))
                .run();

        assertThat(tree.post("/in", "hello").statusCode()).isLessThan(300);

        tree.awaitMessages("news", "hello");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(tree.received("threads"))
                        .singleElement()
                        .asString()
                        .startsWith("VirtualThread"));
    }
}
