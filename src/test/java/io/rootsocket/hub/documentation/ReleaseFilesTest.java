package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rootsocket.hub.settings.UnknownVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a release is made of beside jars. That it works is tried by {@code src/test/release}, once it is packed. */
class ReleaseFilesTest {

    private static final Path WINDOWS = Path.of("src/main/deploy/windows");
    private static final Path UNIT = Path.of("src/main/deploy/systemd/rootsocket-hub.service");
    private static final Path COMPONENT = Path.of("src/main/assembly/camel-rootsocket.pom");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>(.*)</groupId>\\s*<artifactId>(.*)</artifactId>(\\s*<version>(.*)</version>)?\\s*</dependency>");
    private static final Pattern JAVA_OPTION =
            Pattern.compile("-XX:(ErgoHeapSizeLimit|MaxRAMPercentage|ReservedCodeCacheSize|MaxDirectMemorySize)=\\w+");

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same bounds of memory wherever it is started. */
    @Test
    void windowsStartsItWithTheBoundsOfTheLauncher() throws IOException {
        Set<String> bounds = found(JAVA_OPTION, text("hub"));
        List<String> lines = Files.readAllLines(WINDOWS.resolve("hub.cmd"));

        assertThat(bounds).hasSize(4);
        assertThat(lines.stream().filter(line -> line.matches("if /i \"%~1\"==\"(run|sandbox)\" set .*")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(found(JAVA_OPTION, line)).isEqualTo(bounds));
    }

    /** There is no Windows to run it on, so what is easily wrong is looked at; {@code run-on-windows} has Wine run it. */
    @Test
    void windowsCanReadItsLines() throws IOException {
        List<String> lines = Files.readAllLines(WINDOWS.resolve("hub.cmd"));
        String all = String.join("\n", lines);

        assertThat(lines.get(0)).isEqualTo("@echo off");
        assertThat(all).isASCII().contains("cd /d \"%~dp0..\"", "io.rootsocket.hub.cli.HubCommand %*");
        assertThat(lines.get(lines.size() - 1)).as("Java's exit code").isEqualTo("exit /b %ERRORLEVEL%");
        assertThat(lines).allSatisfy(line -> {
            // But for the one that is taken out of a version.
            assertThat(line.replace(":\"=", "")
                                    .chars()
                                    .filter(character -> character == '"')
                                    .count()
                            % 2)
                    .as("quotes of %s", line)
                    .isZero();
            assertThat(line.strip().startsWith("echo ") && line.contains(")"))
                    .as("a bracket that would end the block: %s", line)
                    .isFalse();
        });
        assertThat(lines.stream().filter(line -> line.endsWith(" (")))
                .hasSameSizeAs(lines.stream().filter(line -> line.equals(")")).toList());
        // A path with brackets in it, as C:\\Program Files (x86) has, is put in after the block was read.
        assertThat(lines.stream().dropWhile(line -> !line.startsWith("java ")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("-cp \"%LAUNCH_JAR%;ext\\*\""));
    }

    /** What is set there is in the environment of the hub, which would warn of each at each command. */
    @Test
    void windowsSetsNoVariableThatTheHubTakesForAnUnknownSetting() throws IOException {
        Set<String> set = found(
                Pattern.compile("(?i)(?<=\\bset \"?)\\w+(?==)"),
                text(WINDOWS.resolve("hub.cmd").toString()));

        assertThat(set).contains("LAUNCH_JAR");
        assertThat(UnknownVariables.among(set, Path.of("routes"))).isEmpty();
    }

    @Test
    void theServiceOfWindowsIsReadable() throws Exception {
        var service = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(WINDOWS.resolve("rootsocket-hub.xml").toFile());

        assertThat(service.getElementsByTagName("executable").item(0).getTextContent())
                .isEqualTo("%BASE%\\hub.cmd");
        assertThat(service.getElementsByTagName("stoptimeout").item(0).getTextContent())
                .isEqualTo("45 sec");
    }

    @Test
    void systemdTakesTheUnit(@TempDir Path folder) throws Exception {
        Path systemd = Path.of("/usr/bin/systemd-analyze");
        assumeThat(systemd).exists();
        // It looks whether the command is there, too.
        Path unit = folder.resolve(UNIT.getFileName());
        Files.writeString(
                unit,
                text(UNIT.toString())
                        .replace(
                                "/opt/rootsocket-hub/bin/hub",
                                Path.of("hub").toAbsolutePath().toString()));

        Process verify = new ProcessBuilder(systemd.toString(), "verify", "--man=no", unit.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();

        assertThat(verify.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("said")).content().isEmpty();
        assertThat(verify.exitValue()).isZero();
    }

    @Test
    void systemdWaitsLongerThanAStopTakes() throws IOException {
        assertThat(text(UNIT.toString()))
                .contains("TimeoutStopSec=45", "KillMode=mixed", "SuccessExitStatus=143", "ProtectSystem=strict")
                .contains("HUB_DATA=/var/lib/rootsocket-hub", "StateDirectory=rootsocket-hub")
                .contains("HUB_INBOX=/var/lib/rootsocket-hub/inbox");
    }

    /**
     * Camel and what it brings are the hub's; databind brings the annotations, and nobody uses a server's failure but tests.
     */
    @Test
    void theComponentsPomHasWhatTheComponentNeeds() throws IOException {
        Set<String> ofTheHub = new TreeSet<>();
        DEPENDENCY
                .matcher(text("pom.xml").split("</dependencyManagement>", 2)[1])
                .results()
                .forEach(found -> ofTheHub.add(found.group(1) + ":" + found.group(2)));
        ofTheHub.removeAll(
                Set.of("com.fasterxml.jackson.core:jackson-annotations", "org.apache.camel:camel-http-base"));
        Set<String> ofTheComponent = new TreeSet<>();
        DEPENDENCY.matcher(text(COMPONENT.toString())).results().forEach(found -> {
            ofTheComponent.add(found.group(1) + ":" + found.group(2));
            assertThat(found.group(4)).as(found.group(2)).matches("\\$\\{[a-z0-9.-]+}");
        });

        assertThat(ofTheComponent).isNotEmpty().isSubsetOf(ofTheHub);
        assertThat(ofTheComponent).contains("org.apache.camel:camel-http", "org.jspecify:jspecify");
        for (String property : found(Pattern.compile("(?<=\\$\\{)[a-z0-9.-]+(?=})"), text(COMPONENT.toString()))) {
            assertThat(property.startsWith("project.") || text("pom.xml").contains("<" + property + ">"))
                    .as(property)
                    .isTrue();
        }
    }

    @Test
    void nobodyCanMoveAnActionUnderTheWorkflow() throws IOException {
        assertThat(Files.readAllLines(Path.of(".github/workflows/release.yml")).stream()
                        .filter(line -> line.contains("uses:")))
                .isNotEmpty()
                .allMatch(line -> line.matches(" +- uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }
}
