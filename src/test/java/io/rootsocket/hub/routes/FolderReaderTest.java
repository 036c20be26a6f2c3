package io.rootsocket.hub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("a password file linked into the routes")
class FolderReaderTest {

    @TempDir
    Path folder;

    private FolderState read(FolderReader reader) throws IOException {
        return reader.read();
    }

    private FolderState holding(String pattern, String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "- from: {uri: timer:x}");
        }
        return new FolderReader(folder, pattern, Clock.systemUTC()).read();
    }

    @Test
    void readsRoutesKameletsAndSettingsAndNothingElse() throws IOException {
        FolderState state = holding(
                "*.{yaml,yml}",
                "a.yaml",
                "b.yml",
                "team/sub.yaml",
                "team/deep/er.yml",
                "notes.txt",
                ".a.yaml.swp",
                ".#a.yaml",
                ".git/config.yaml",
                "application.properties",
                "team/application.properties",
                "kamelets/k.kamelet.yaml",
                "calendars/c.yaml",
                "calendars/more/c.yaml",
                "tests/a.test.yaml");

        assertThat(state.files())
                .containsOnlyKeys(
                        "a.yaml",
                        "b.yml",
                        "team/sub.yaml",
                        "team/deep/er.yml",
                        "application.properties",
                        "calendars/c.yaml",
                        "kamelets/k.kamelet.yaml");
        assertThat(state.foreign()).isEmpty();
    }

    @Test
    void namesWhatLiesAmongTheRoutesAndIsNotRead() throws IOException {
        FolderState state = holding(
                "*.yaml",
                "a.yaml",
                "b.yml",
                ".editor.yaml",
                "deployment.jkube.yaml",
                "team/a.test.yaml",
                "kamelets/lost.yaml");

        assertThat(state.files()).containsOnlyKeys("a.yaml");
        assertThat(state.foreign())
                .hasEntrySatisfying("b.yml", why -> assertThat(why.message()).contains("HUB_ROUTES_PATTERN", "*.yaml"))
                .hasEntrySatisfying(
                        ".editor.yaml", why -> assertThat(why.message()).contains("hidden"))
                .hasEntrySatisfying(
                        "deployment.jkube.yaml",
                        why -> assertThat(why.message()).contains("JKube"))
                .hasEntrySatisfying(
                        "team/a.test.yaml", why -> assertThat(why.message()).contains("`tests`"))
                .hasEntrySatisfying(
                        "kamelets/lost.yaml", why -> assertThat(why.message()).contains(".kamelet.yaml"))
                .hasSize(5);
    }

    /** They were passed over without a word, as if there were none. */
    @Test
    void namesAFolderThatLiesTooDeep() throws IOException {
        String nineteen = "d/".repeat(19);
        FolderState state =
                holding("*.yaml", nineteen + "last.yaml", nineteen + "d/deeper.yaml", nineteen + ".git/hidden.yaml");

        assertThat(state.files()).containsOnlyKeys(nineteen + "last.yaml");
        assertThat(state.foreign())
                .hasEntrySatisfying(
                        nineteen + "d", why -> assertThat(why.message()).contains("20 deep"));
        assertThat(state.foreign()).hasSize(1);
        assertThat(state.missing(Set.of(nineteen + "d/deeper.yaml")).file(nineteen + "d/deeper.yaml"))
                .hasValueSatisfying(file -> assertThat(file.odd()).isPresent());
    }

    /** As between the two steps of {@code ln -sfn}: all routes were once taken for deleted. */
    @Test
    void findsNoEmptyFolderWhereALinkLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("not-mounted"));

        assertThatThrownBy(() -> new FolderReader(link, "*.yaml", Clock.systemUTC()).read())
                .isInstanceOf(NoSuchFileException.class);
    }

    /** Tests may run as root, who may look into everything: the walk is told what another user is. */
    private FolderReader refused(IOException failure, String... unreadable) {
        return new FolderReader(folder, "*.yaml", Clock.systemUTC(), (from, visitor) -> {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes)
                        throws IOException {
                    if (List.of(unreadable).contains(String.valueOf(inner.getFileName()))) {
                        visitor.visitFileFailed(inner, failure);
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return visitor.preVisitDirectory(inner, attributes);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    return visitor.visitFile(file, attributes);
                }
            });
        });
    }

    /** All of its routes were once taken for deleted. */
    @Test
    void findsNoFolderEmptyThatCannotBeRead() throws IOException {
        Set<String> before = holding("*.yaml", "a.yaml", "team/b.yaml", "team/deep/c.yaml")
                .files()
                .keySet();

        FolderState state =
                refused(new AccessDeniedException("team"), "team").read().missing(before);

        assertThat(state.files()).containsOnlyKeys("a.yaml", "team", "team/b.yaml", "team/deep/c.yaml");
        assertThat(state.file("a.yaml").orElseThrow().odd()).isEmpty();
        assertThat(state.files().values())
                .filteredOn(file -> file.name().startsWith("team"))
                .allSatisfy(file -> assertThat(file.odd().orElseThrow().sentence())
                        .contains("may not look into this folder", "Let the hub's user read"));
    }

    @Test
    void saysWhatADiskSaysOfAFolder() throws IOException {
        holding("*.yaml", "team/b.yaml");

        FolderState state = refused(new FileSystemException("team", null, "Input/output error"), "team")
                .read();

        assertThat(state.files()).containsOnlyKeys("team");
        assertThat(state.sources(folder))
                .singleElement()
                .satisfies(source -> assertThat(source.odd().orElseThrow().sentence())
                        .contains("Input/output error", "Check the disk"));
    }

    @Test
    void leavesAloneWhatNobodyIsMeantToLookInto() throws IOException {
        holding("*.yaml", "a.yaml", "lost+found/b.yaml", ".git/c.yaml");

        assertThat(refused(new AccessDeniedException("x"), "lost+found", ".git")
                        .read()
                        .files())
                .containsOnlyKeys("a.yaml");
    }

    @Test
    void goesRoundNoLinkToAFolderThatHoldsIt() throws IOException {
        holding("*.yaml", "team/a.yaml");
        Files.createSymbolicLink(folder.resolve("team/again"), folder);

        assertThat(holding("*.yaml", "b.yaml").files()).containsOnlyKeys("b.yaml", "team/a.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openapi: 3.0.3                                        | OpenAPI",
                "services: {web: {image: x}}                           | Compose",
                "{apiVersion: apps/v1, kind: Deployment, spec: {}}     | `Deployment`",
                "- {hosts: all, tasks: [{name: x}]}                    | no routes",
                "{steps: [{script: make}], trigger: [main]}            | no routes",
                "{on: push, jobs: {build: {steps: [{uses: x}]}}}       | no routes",
                "just a text                                           | no routes"
            })
    void takesOtherYamlForWhatItIs(String text, String said) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), text);

        FolderState state = new FolderReader(folder, "*.yaml", Clock.systemUTC()).read();

        assertThat(state.files()).isEmpty();
        assertThat(state.foreign().get("a.yaml"))
                .isNotNull()
                .satisfies(why -> assertThat(why.message()).contains(said));
    }

    @Test
    void takesManyResourcesInOneFileForWhatTheyAre() throws IOException {
        Files.writeString(
                folder.resolve("a.yaml"),
                "apiVersion: v1\nkind: Service\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
                        + "spec:\n  ingress:\n    - from:\n        - podSelector: {}\n");

        assertThat(new FolderReader(folder, "*.yaml", Clock.systemUTC()).read().foreign())
                .containsOnlyKeys("a.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: camel.apache.org/v1, kind: Integration, spec: {}}        | Integration",
                "{apiVersion: camel.apache.org/v1alpha1, kind: KameletBinding, spec: {}} | KameletBinding",
                "{kind: Pipe, spec: {}}                                                | camel.apache.org/v1",
                "{apiVersion: camel.apache.org/v1, kind: Kamelet, metadata: {name: x}} | kamelets"
            })
    void refusesAResourceThatWasMeantToRunAndCannot(String text, String said) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), text);

        assertThat(readAlone("a.yaml").odd().orElseThrow().sentence()).contains(said);
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

        FolderState state = read(new FolderReader(folder, "*.yaml", Clock.systemUTC()));

        assertThat(state.files()).isEmpty();
        assertThat(state.foreign().get("a.yaml")).isNotNull();
        assertThat(state.toString()).contains("It holds no routes.").doesNotContain("HASH", "root", "ana");
    }

    /** It is shown to whoever repairs it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- rout:\n    id: a\n    from:\n      uri: timer:a\n",
                "- from:\n    uri: timer:a\n    stps: [\n",
                "- {from: {uri: timer:a}}",
                "apiVersion: camel.apache.org/v1\n",
                "{apiVersion: camel.apache.org/v1, kind: Pipe, spec: {source: {uri: timer:p}}}",
                "routes:\n  - route:\n      from:\n        uri: timer:a\n",
                "route:\n  id: a\n",
                "- rout:\n    id: a\n",
                "---\n",
                "[]",
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

        assertThat(read(new FolderReader(folder, "*.yaml", Clock.systemUTC())).foreign())
                .containsOnlyKeys("mixed.yaml");
        assertThat(readAlone("routes.yaml").text()).contains("id: one");
    }
}
