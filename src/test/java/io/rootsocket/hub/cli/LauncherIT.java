package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootsocket.hub.testing.HubTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code ./hub} with a {@code java} that prints what it was given, and a {@code mvn} that builds nothing. */
class LauncherIT {

    private static final String HUB = "io.rootsocket.hub.cli.HubCommand";
    private static final Path LAUNCHER = Path.of("hub").toAbsolutePath();
    private static final Path PROGRAM =
            Path.of("src/test/resources/launcher/program").toAbsolutePath();

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private int exitCode;
    private List<String> output = List.of();

    private void launch(String javaVersion, Path launcher, String... arguments) throws Exception {
        program("mvn", "exit 0");
        program("java", """
                if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; else printf '%%s\\n' "$@"; fi
                """.formatted(javaVersion));
        start(launcher, arguments);
    }

    private void start(Path launcher, String... arguments) throws Exception {
        var command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.equals("HUB_LOG"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        exitCode = process.waitFor();
    }

    private void program(String name, String script) throws IOException {
        Files.writeString(folder.resolve(name + ".sh"), script);
        if (Files.notExists(folder.resolve(name))) {
            Files.createSymbolicLink(folder.resolve(name), PROGRAM);
        }
    }

    @Test
    void handsOnItsArgumentsAsTheyAre() throws Exception {
        launch("17.0.15", LAUNCHER, "send", "news", "two  words * \"quoted\"", "");

        assertThat(exitCode).isZero();
        assertThat(output)
                .endsWith(HUB, "send", "news", "two  words * \"quoted\"", "")
                .anyMatch(line -> line.matches("target/hub/rootsocket-hub-.*\\.jar:ext/\\*"));
    }

    /** It goes elsewhere itself, and a file that somebody names is not there. */
    @Test
    void saysWhereItsCallerStands() throws Exception {
        launch("17.0.15", LAUNCHER, "backup", "monday.zip");

        assertThat(output).contains("-Dhub.caller=" + folder);
    }

    /** Java could not open a file with an umlaut in its name, and no hub in such a folder. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none, none, C.UTF-8", "C, none, C.UTF-8", "none, C, C.UTF-8", "none, de_DE.ISO-8859-1, none"})
    void readsNamesOfAnyLanguageWhereThereIsNoLocale(String all, String language, String kind) throws Exception {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            environment.put(name, "");
        }
        environment.put("LC_ALL", all == null ? "" : all);
        environment.put("LANG", language == null ? "" : language);
        program("java", """
                if [ "$1" = -version ]; then echo 'openjdk version "25"' >&2; else echo "${LC_ALL:-${LC_CTYPE:-none}}"; fi
                """);

        start(LAUNCHER, "status");

        assertThat(output).last().isEqualTo(kind == null ? "none" : kind);
    }

    /** Java would open its own files in their place: `hub send news -` read all of an archive of classes. */
    @ParameterizedTest
    @ValueSource(strings = {"0<&-", "1>&-", "2>&-"})
    void opensNoFileInThePlaceOfAClosedStream(String closed) throws Exception {
        program("java", """
                if [ "$1" = -version ]; then echo 'openjdk version "25"' >&2; exit; fi
                for stream in 0 1 2; do [ -e /proc/$$/fd/$stream ] || exit 9; done
                """);
        Path caller = Files.writeString(folder.resolve("caller"), "exec '%s' status %s".formatted(LAUNCHER, closed));

        start(Path.of("sh"), caller.toString());

        assertThat(exitCode).isZero();
    }

    @Test
    void findsTheHubThroughALink() throws Exception {
        launch("25", Files.createSymbolicLink(folder.resolve("linked"), LAUNCHER), "run");

        assertThat(exitCode).isZero();
        assertThat(output).endsWith(HUB, "run");
    }

    /** The image has the launcher, a link to it on the PATH, and no sources. */
    @Test
    void runsWhereThereIsNothingToBuild() throws Exception {
        Path home = Files.createDirectories(folder.resolve("hub-home/target/hub"));
        Files.createFile(home.resolve("rootsocket-hub-1.jar"));
        Path launcher = Files.copy(LAUNCHER, folder.resolve("hub-home/hub"));
        Path link = Files.createDirectories(folder.resolve("bin")).resolve("hub");

        launch("25", Files.createSymbolicLink(link, launcher), "dead-letters", "list");

        assertThat(exitCode).isZero();
        assertThat(output)
                .endsWith("target/hub/rootsocket-hub-1.jar:ext/*", HUB, "dead-letters", "list")
                .noneMatch(line -> line.contains("building"));
    }

    /** With what every machine has, and nothing else, on the PATH. */
    private void onlyBasics() throws Exception {
        environment.put("PATH", folder.toString());
        for (String name : List.of("sh", "dirname", "head", "sed", "find", "tr", "touch", "mkdir", "cat")) {
            Path found = Stream.of(System.getenv("PATH").split(":"))
                    .map(bin -> Path.of(bin, name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(folder.resolve(name), found);
        }
    }

    @Test
    void buildsWithTheWrapperWhereThereIsNoMaven() throws Exception {
        onlyBasics();
        Files.createDirectories(folder.resolve("src/main"));
        Files.createDirectories(folder.resolve("src/generated"));
        Files.createFile(folder.resolve("pom.xml"));
        program("mvnw", "mkdir -p target/hub && touch target/hub/rootsocket-hub-1.jar");
        program("java", "if [ \"$1\" = -version ]; then echo 'openjdk version \"17\"' >&2; else echo \"$@\"; fi");

        start(Files.copy(LAUNCHER, folder.resolve("hub")), "status");

        assertThat(output).last().asString().endsWith("target/hub/rootsocket-hub-1.jar:ext/* " + HUB + " status");
        assertThat(exitCode).isZero();
    }

    @Test
    void saysThatThereIsNeitherMavenNorTheWrapper() throws Exception {
        onlyBasics();
        Files.createFile(folder.resolve("pom.xml"));
        program("java", "echo 'openjdk version \"17\"' >&2");

        start(Files.copy(LAUNCHER, folder.resolve("hub")), "status");

        assertThat(exitCode).isEqualTo(4);
        assertThat(output).singleElement().asString().contains("Maven 3.8.1 or newer is needed");
    }

    @Test
    void saysThatThereIsNoHubAndNothingToBuild() throws Exception {
        launch("25", Files.copy(LAUNCHER, folder.resolve("hub")), "run");

        assertThat(exitCode).isEqualTo(4);
        assertThat(output).singleElement().asString().contains("There is no hub in " + folder);
    }

    @Test
    void givesTheLastWordToJavaOptsAndThenToJavaToolOptions() throws Exception {
        environment.put("JAVA_OPTS", "-XX:MaxRAMPercentage=20 -Dfiles=*");
        environment.put("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=30");

        launch("17.0.15", LAUNCHER, "run");

        assertThat(output)
                .containsSubsequence(
                        "-XX:MaxRAMPercentage=40",
                        "-XX:MaxRAMPercentage=30",
                        "-XX:MaxRAMPercentage=20",
                        "-Dfiles=*",
                        "-cp");
    }

    /** Java would print a line about each, which is no part of the log. */
    @Test
    void handsOnWhatJavaTakesFromOtherVariablesInJavasOwnOrder() throws Exception {
        environment.put("JAVA_TOOL_OPTIONS", "-Dfrom=first");
        environment.put("JDK_JAVA_OPTIONS", "-Dfrom=second");
        environment.put("JAVA_OPTS", "-Dfrom=third");
        environment.put("_JAVA_OPTIONS", "-Dfrom=last");

        launch("17.0.15", LAUNCHER, "run");

        assertThat(output)
                .filteredOn(line -> line.startsWith("-Dfrom="))
                .containsExactly("-Dfrom=first", "-Dfrom=second", "-Dfrom=third", "-Dfrom=last");
    }

    /** Only Java can read these. */
    @Test
    void leavesQuotedJavaToolOptionsToJava() throws Exception {
        environment.put("JAVA_TOOL_OPTIONS", "-Dname='two words'");

        launch("17.0.15", LAUNCHER, "run");

        assertThat(output).noneMatch(line -> line.contains("words"));
    }

    /** In a container of 512 MB Java would begin with 8 MB, cannot load its archive into that, and ends. */
    @Test
    void givesACommandEnoughToLoadTheArchive() throws Exception {
        launch("25.0.1", LAUNCHER, "status");

        assertThat(output).contains("-XX:InitialHeapSize=48m");
    }

    @Test
    void boundsTheMemoryOfAHubAndEndsOneThatHasNone() throws Exception {
        launch("17.0.15", LAUNCHER, "run");

        assertThat(output)
                .contains(
                        "-XX:ErgoHeapSizeLimit=512m",
                        "-XX:+UseSerialGC",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:+ExitOnOutOfMemoryError")
                .noneMatch(line -> line.contains("unsafe-memory-access"));
    }

    /** Java does not start with two of them. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "status"})
    void leavesTheChoiceOfACollectorToJavaOpts(String command) throws Exception {
        environment.put("JAVA_OPTS", "-XX:+UseG1GC");

        launch("17.0.15", LAUNCHER, command);

        assertThat(output).contains("-XX:+UseG1GC").doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void keepsNewerJavaFromWarningOfWhatLibrariesDo() throws Exception {
        launch("25", LAUNCHER, "run");

        assertThat(output).contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void letsNobodyElseReadWhatAHubWrites() throws Exception {
        program("java", """
                if [ "$1" = -version ]; then echo 'openjdk version "25"' >&2; else umask; fi
                """);

        start(LAUNCHER, "run");

        assertThat(output).singleElement().asString().endsWith("077");
    }

    @Test
    void keepsJavaFromPrintingBetweenTheLinesOfJson() throws Exception {
        environment.put("HUB_LOG", "JSON");

        launch("17.0.15", LAUNCHER, "run");

        assertThat(output)
                .contains("-Xlog:disable", "-XX:-PrintWarnings", "-XX:-DisplayVMOutput")
                .anyMatch(line -> line.startsWith("-XX:OnOutOfMemoryError=echo "));
    }

    /** Who types a command reads what Java says. */
    @ParameterizedTest
    @CsvSource({"text, run", "json, status"})
    void leavesJavaItsWordsWherePeopleRead(String log, String command) throws Exception {
        environment.put("HUB_LOG", log);

        launch("17.0.15", LAUNCHER, command);

        assertThat(output).noneMatch(line -> line.startsWith("-Xlog:") || line.startsWith("-XX:OnOutOf"));
    }

    @Test
    void saysInJsonThatJavaIsTooOld() throws Exception {
        environment.put("HUB_LOG", "json");

        launch("11.0.2", LAUNCHER, "run");

        assertThat(exitCode).isEqualTo(4);
        assertThat(new ObjectMapper().readTree(output.get(0)).path("message").asText())
                .contains("Java 17 or newer");
    }

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        launch("11.0.2", LAUNCHER, "run");

        assertThat(exitCode).isEqualTo(4);
        assertThat(output)
                .singleElement()
                .asString()
                .contains("Java 17 or newer")
                .contains("is 11");
    }

    /** A folder with a built hub, and a Java that makes what it is told to make. */
    private Path builtHub(String javaVersion) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home/target/hub"));
        Files.createFile(home.resolve("rootsocket-hub-1.jar"));
        program("java", """
                if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; exit; fi
                for option in "$@"; do
                  case $option in -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) echo > "${option#*=}" ;; esac
                  echo "$option"
                done
                """.formatted(javaVersion));
        return Files.copy(LAUNCHER, folder.resolve("home/hub"));
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, -XX:SharedArchiveFile=", "25.0.1, -XX:AOTCache="})
    void startsOnAnArchiveOfClassesThatARehearsalHasMade(String javaVersion, String option) throws Exception {
        Path launcher = builtHub(javaVersion);

        start(launcher, "rehearse");
        assertThat(exitCode).isZero();
        start(launcher, "status");

        assertThat(output).anyMatch(line -> line.startsWith(option + "target/hub/classes-"));
    }

    @Test
    void rehearsesOnce() throws Exception {
        Path launcher = builtHub("17.0.15");
        start(launcher, "rehearse");

        start(launcher, "rehearse");

        assertThat(exitCode).isZero();
        assertThat(output).isEmpty();
    }

    /** The real one, with a real Java: all started hubs of the tests stand on what it leaves. */
    @Test
    @EnabledForJreRange(maxVersion = 24)
    void rehearsesToTheEnd() {
        assertThat(HubTree.quickly("")).contains("-XX:SharedArchiveFile=");
    }

    @Test
    void leavesAnArchiveAsideThatIsOlderThanTheHub() throws Exception {
        Path launcher = builtHub("17.0.15");
        start(launcher, "rehearse");
        Files.setLastModifiedTime(
                folder.resolve("home/target/hub/rootsocket-hub-1.jar"),
                FileTime.from(Instant.now().plusSeconds(60)));

        start(launcher, "status");

        assertThat(output).noneMatch(line -> line.contains("ArchiveFile"));
    }

    @Test
    void leavesAnArchiveAsideThatAnotherJavaHasMade() throws Exception {
        Path launcher = builtHub("17.0.15");
        start(launcher, "rehearse");
        program("java", "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.16\"' >&2; else echo \"$@\"; fi");

        start(launcher, "status");

        assertThat(output).noneMatch(line -> line.contains("ArchiveFile"));
    }

    @Test
    void leavesTheChoiceOfAnArchiveToJavaOpts() throws Exception {
        Path launcher = builtHub("17.0.15");
        start(launcher, "rehearse");
        environment.put("JAVA_OPTS", "-Xshare:off");

        start(launcher, "status");

        assertThat(output).contains("-Xshare:off").noneMatch(line -> line.contains("ArchiveFile"));
    }
}
