package io.rootsocket.hub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One release of Camel is on board, but for what the pom names as not to be had whole. */
class CamelVersionsTest {

    private static final Pattern JAR = Pattern.compile("(camel-[a-z0-9-]+?)-(\\d+\\.\\d+\\.\\d+)\\.jar");
    private static final Pattern PARTIAL = Pattern.compile(
            "<artifactId>(camel-[a-z0-9-]+)</artifactId>\\s*<version>\\$\\{camel\\.partial\\.version}</version>");

    @Test
    void onlyWhatThePomNamesIsBehind() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String current = property(pom, "camel.version");

        Map<String, String> behind = jars();
        behind.values().removeIf(current::equals);

        assertThat(behind.keySet()).isSubsetOf(partial(pom));
        assertThat(behind.values()).containsOnly(property(pom, "camel.partial.version"));
    }

    private static Map<String, String> jars() {
        var found = new TreeMap<String, String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Matcher jar = JAR.matcher(Path.of(entry).getFileName().toString());
            if (jar.matches()) {
                found.put(jar.group(1), jar.group(2));
            }
        }
        return found;
    }

    private static Set<String> partial(String pom) {
        return PARTIAL.matcher(pom).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static String property(String pom, String name) {
        Matcher value = Pattern.compile("<%1$s>([^<]+)</%1$s>".formatted(Pattern.quote(name)))
                .matcher(pom);
        assertThat(value.find()).isTrue();
        return value.group(1);
    }
}
