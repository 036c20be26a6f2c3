package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandIT {

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    @Test
    void passesTheTestsOfTheShippedRoutes() {
        assertThat(shell.run("test")).as(shell.out() + "\n" + shell.err()).isZero();
    }

    @Test
    void findsATestForEachShippedRoute() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Path.of("routes/tests")
                                    .resolve(file.getFileName().toString().replace(".yaml", ".test.yaml")))
                            .exists());
        }
    }

    @Test
    void showsTheDifferenceWritesJUnitXmlAndExitsWith4() throws Exception {
        RunningHub.route(folder, "hello.yaml", """
                - from:
                    uri: direct:hello
                    steps:
                      - to: rootsocket:message?channel=hello
                """);
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Files.writeString(tests.resolve("hello.test.yaml"), """
                tests:
                  - name: says <hello>
                    given: {queue: nobody, message: x}
                    expect: {messages: {hello: [hello]}}
                """);
        Path xml = folder.resolve("report.xml");

        assertThat(shell.run("test", "--routes", folder.resolve("routes").toString(), "--junit-xml", xml.toString()))
                .isEqualTo(4);

        assertThat(shell.out()).contains("FAIL hello.test.yaml: says <hello>", "  channel hello:", "  - hello");
        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getElementsByTagName("testsuite")
                .item(0);
        assertThat(suite.getAttributes().getNamedItem("failures").getNodeValue())
                .isEqualTo("1");
    }

    @Test
    void exitsWith4WhenThereAreNoTests() {
        RunningHub.route(folder, "hello.yaml", "- from:\n    uri: direct:x\n    steps:\n      - log: x\n");

        assertThat(shell.run("test", "--routes", folder.resolve("routes").toString()))
                .isEqualTo(4);
        assertThat(shell.err()).contains("no file of tests");
    }
}
