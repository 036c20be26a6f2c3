package io.rootsocket.hub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathKameletsTest {

    @TempDir
    Path folder;

    private Path jar(String... names) throws IOException {
        Path file = folder.resolve("catalog.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry("kamelets/"));
            for (String name : names) {
                jar.putNextEntry(new JarEntry("kamelets/" + name));
                jar.write("kind: Kamelet # %s".formatted(name).getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    @Test
    void findsTheKameletsOfAJar() throws Exception {
        URL[] jar = {jar("log-sink.kamelet.yaml", "README.md").toUri().toURL()};
        try (var loader = new URLClassLoader(jar, null)) {
            var kamelets = new ClassPathKamelets(loader);

            assertThat(kamelets.names()).containsExactly("log-sink");
            assertThat(kamelets.find("log-sink")).hasValueSatisfying(kamelet -> {
                assertThat(kamelet.text()).startsWith("kind: Kamelet");
                assertThat(ClassPathKamelets.isOne(kamelet.file())).isTrue();
            });
            assertThat(kamelets.find("log-sinc")).isEmpty();
            assertThat(kamelets.mentionedIn("- to: kamelet:log-sink?showHeaders=true"))
                    .hasSize(1);
            assertThat(kamelets.mentionedIn("- to: kamelet:my-log-sink")).isEmpty();
        }
    }

    @Test
    void findsThoseOfAFolderOfTheClassPath() {
        assertThat(ClassPathKamelets.ON_BOARD.names()).contains("test-said");
        assertThat(ClassPathKamelets.ON_BOARD.find("test-said")).isPresent();
    }

    @Test
    void looksNowhereElse() {
        assertThat(ClassPathKamelets.ON_BOARD.find("../kamelets/test-said")).isEmpty();
    }

    @Test
    void namesAFolderSoThatCamelReadsItAsItIs() {
        assertThat(ClassPathKamelets.location(Path.of("/srv/a,b/100%+")))
                .isEqualTo("file:/srv/a%2Cb/100%25%2B/kamelets,classpath:kamelets");
    }
}
