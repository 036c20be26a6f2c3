package io.rootsocket.hub.component;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.rootsocket.hub.component.app.SendOneMessage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The {@code component} jar works in an application that has camel-core and camel-http, and nothing of the hub. */
class ComponentJarIT {

    private static final Path JAR = Path.of(System.getProperty("hub.component.jar", "not set: run by Maven"));

    /** What camel-core, camel-http and Jackson bring along. */
    private static final Pattern LIBRARIES = Pattern.compile(
            "camel-(api|base|base-engine|core-engine|core-languages|core-model|core-processor|core-reifier"
                    + "|http|http-base|http-common|support|util|util-json|tooling-model|management-api|cluster|health)"
                    + "-4.*|httpc(lient|ore)5.*|jackson-(core|databind|annotations)-2.*|slf4j-api-.*|jakarta.servlet-api-.*|commons-codec.*");

    @RegisterExtension
    static final WireMockExtension SERVICE =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Test
    void sendsAMessageFromAnApplicationWithoutTheHub(@TempDir Path folder) throws Exception {
        SERVICE.stubFor(post("/api/v1/messages/").willReturn(ok()));
        Path output = folder.resolve("output.txt");

        Process app = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(folder),
                        SendOneMessage.class.getName(),
                        SERVICE.baseUrl())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(app.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
        assertThat(app.exitValue()).as(Files.readString(output)).isZero();
        SERVICE.verify(postRequestedFor(urlEqualTo("/api/v1/messages/"))
                .withHeader("Authorization", WireMock.equalTo("anybody"))
                .withHeader("User-Agent", WireMock.matching("rootsocket-hub/\\d.*"))
                .withRequestBody(WireMock.equalToJson("{\"channel\":\"test\",\"data\":\"this is a test\"}")));
    }

    @Test
    void holdsTheComponentWithItsCatalogAndNothingElse() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .toList();

            assertThat(names)
                    .contains(
                            "META-INF/io/rootsocket/hub/component/rootsocket.json",
                            "org/apache/camel/catalog/components/rootsocket.json",
                            "META-INF/services/org/apache/camel/component/rootsocket",
                            "META-INF/services/org/apache/camel/configurer/rootsocket-component",
                            "META-INF/services/org/apache/camel/configurer/rootsocket-endpoint",
                            "META-INF/services/org/apache/camel/send-dynamic/rootsocket",
                            "META-INF/services/org/apache/camel/urifactory/rootsocket-endpoint",
                            "io/rootsocket/hub/component/RootSocketEndpointConfigurer.class",
                            "io/rootsocket/hub/component/RootSocketComponentConfigurer.class",
                            "io/rootsocket/hub/component/RootSocketEndpointUriFactory.class",
                            "io/rootsocket/hub/protocol/Operation.class")
                    .allMatch(name -> name.startsWith("META-INF/")
                            || name.startsWith("org/apache/camel/catalog/components/")
                            || name.startsWith("io/rootsocket/hub/component/")
                            || name.startsWith("io/rootsocket/hub/protocol/"))
                    // The hub also has `schedule:`, whose classes are not in here.
                    .filteredOn(name -> name.startsWith("META-INF/services/"))
                    .allMatch(name -> name.matches("META-INF/services/org/apache/camel/[a-z-]+/rootsocket.*"));
        }
    }

    /** The jar, the libraries, and the application's class in a folder of its own. */
    private static String classPath(Path folder) throws IOException {
        String name = SendOneMessage.class.getName().replace('.', '/') + ".class";
        Path target = folder.resolve("classes").resolve(name);
        Files.createDirectories(target.getParent());
        try (var in = SendOneMessage.class.getClassLoader().getResourceAsStream(name)) {
            assertThat(in).isNotNull();
            Files.write(target, in.readAllBytes());
        }
        Stream<String> libraries = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> LIBRARIES
                        .matcher(Path.of(path).getFileName().toString())
                        .matches());
        return Stream.concat(Stream.of(JAR.toString(), folder.resolve("classes").toString()), libraries)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
