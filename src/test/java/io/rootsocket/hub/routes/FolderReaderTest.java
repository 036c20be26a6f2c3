package io.rootsocket.hub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("a password file linked into the routes")
class FolderReaderTest {

    @TempDir
    Path folder;

    private FolderState read(FolderReader reader) throws IOException {
        return reader.read();
    }

    @Test
    void readsRoutesKameletsAndSettingsAndNothingElse() throws IOException {
        Files.createDirectories(folder.resolve("kamelets"));
        Files.createDirectories(folder.resolve("tests"));
        for (String name : new String[] {
            "a.yaml",
            "notes.txt",
            ".a.yaml.swp",
            "application.properties",
            "kamelets/k.kamelet.yaml",
            "tests/a.test.yaml"
        }) {
            Files.writeString(folder.resolve(name), "x");
        }

        assertThat(read(new FolderReader(folder, "*.yaml", Clock.systemUTC())).files())
                .containsOnlyKeys("a.yaml", "application.properties", "kamelets/k.kamelet.yaml");
    }

    @Test
    void seesASecondWriteWithTheSameTimeAndSize() throws IOException {
        var reader = new FolderReader(folder, "*.yaml", Clock.systemUTC());
        Path file = folder.resolve("a.yaml");
        FileTime now = FileTime.from(Instant.now());
        Files.setLastModifiedTime(Files.writeString(file, "- route: {id: one}"), now);
        FolderState first = read(reader);

        Files.setLastModifiedTime(Files.writeString(file, "- route: {id: two}"), now);

        assertThat(read(reader).hashes()).isNotEqualTo(first.hashes());
    }

    @Test
    void findsTheSameContentTheSameWhateverItsTime() throws IOException {
        var reader = new FolderReader(folder, "*.yaml", Clock.systemUTC());
        Path file = Files.writeString(folder.resolve("a.yaml"), "- route: {id: one}");
        FolderState first = read(reader);

        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        assertThat(read(reader).hashes()).isEqualTo(first.hashes());
    }

    private static final String SHADOW = "root:$6$SALT$HASH:19000:0:99999:7:::\nana:$6$OTHER:19000::::::\n";

    private SourceFile readAlone(String name) throws IOException {
        return read(new FolderReader(folder, "*.yaml", Clock.systemUTC()))
                .file(name)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SHADOW,
                "db:\n  user: app\n  password: HASH\n",
                "- HASH\n- HASH\n",
                "[HASH",
                "-----BEGIN PRIVATE KEY-----\nHASH\n-----END PRIVATE KEY-----\n"
            })
    void keepsNothingOfAFileThatHoldsNoRoutes(String text) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), text);

        SourceFile read = readAlone("a.yaml");

        assertThat(read.text()).contains("It holds no routes.").doesNotContain("HASH", "root", "ana");
        assertThat(read.odd()).isPresent();
    }

    /** It is shown to whoever repairs it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- rout:\n    id: a\n    from:\n      uri: timer:a\n",
                "- from:\n    uri: timer:a\n    stps: [\n",
                "- {from: {uri: timer:a}}",
                "apiVersion: camel.apache.org/v1\n",
                "# Not yet\n",
                ""
            })
    void keepsABrokenFileOfRoutes(String text) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), text);

        assertThat(readAlone("a.yaml").text()).isEqualTo(text);
    }

    @Test
    void keepsOfALinkOutOfTheFolderOnlyWhatAreRoutes(@TempDir Path elsewhere) throws IOException {
        Path mixed = Files.writeString(elsewhere.resolve("mixed"), "from: ana@example.com\npassword: HASH\nkind: [");
        Path routes = Files.writeString(elsewhere.resolve("routes"), "- route: {id: one}\n- beans: []\n");
        Files.createSymbolicLink(folder.resolve("mixed.yaml"), mixed);
        Files.createSymbolicLink(folder.resolve("routes.yaml"), routes);

        assertThat(readAlone("mixed.yaml").text()).doesNotContain("HASH", "ana");
        assertThat(readAlone("routes.yaml").text()).contains("id: one");
    }
}
