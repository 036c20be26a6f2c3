package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rootsocket.hub.testing.HubTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the manual's tables to the code: nothing is missing, and nothing is promised that is not there. */
class ManualTablesIT {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z.]+):([^}]*)}}");
    private static final Pattern EXIT_CODE = Pattern.compile("^ +([0-9][0-9, ]*) {2,}\\S", Pattern.MULTILINE);
    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

    private final Manual manual = new Manual();

    @TempDir
    Path folder;

    private Set<String> firstColumn(String header) {
        return manual.table(header).stream()
                .flatMap(row -> Page.code(row.get(0)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void itsRoutesAndTheirSettingsAreTheShippedOnes() throws IOException {
        var settings = new TreeMap<String, String>();
        Page.found(Path.of("routes"), ".yaml", PLACEHOLDER)
                .forEach(found -> settings.putIfAbsent(found.group(1), found.group(2)));
        settings.remove("name");
        Map<String, String> told = manual.table("setting | default | in").stream()
                .flatMap(row -> Page.code(row.get(0)).stream()
                        .map(name -> Map.entry(
                                name, Page.code(row.get(1)).stream().findFirst().orElse(""))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(told).isEqualTo(settings);
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(firstColumn("file in `routes/` | what it does"))
                    .isEqualTo(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void itsCommandsAndExitCodesAreThoseOfTheCommandLine() {
        String help;
        try (HubTree tree = HubTree.empty(folder)) {
            help = tree.done("./hub --help").out();
        }
        String commands = help.split("Commands:")[1].split("Exit codes:")[0];
        String codes = help.split("Exit codes:")[1];

        assertThat(firstColumn("command | what it does").stream().map(command -> command.split(" ")[0]))
                .containsExactlyInAnyOrderElementsOf(commands.lines()
                        // What is indented further goes on with the line before.
                        .filter(line -> line.matches(" {2}[a-z].*"))
                        .map(line -> line.strip().split(" ")[0])
                        .toList());
        assertThat(manual.table("exit code | meaning").stream().map(row -> row.get(0)))
                .containsExactlyElementsOf(EXIT_CODE
                        .matcher(codes)
                        .results()
                        .map(found -> found.group(1).strip())
                        .toList());
    }

    @Test
    void itsComponentsAreTheOnesOnBoardAndItsSizeIsRight() throws IOException {
        Path lib = Path.of(System.getProperty("hub.home"), "lib");
        var onBoard = new TreeSet<String>();
        long bytes = 0;
        try (Stream<Path> jars = Files.list(lib)) {
            for (Path jar : jars.toList()) {
                bytes += Files.size(jar);
                onBoard.addAll(components(jar));
            }
        }
        // These come with others, and no route needs them by name.
        onBoard.removeAll(List.of("class", "https", "imaps", "pop3s", "smtps", "micrometer", "rest-api"));
        onBoard.removeAll(List.of("spring-event", "sql-stored"));
        String section = manual.page("routes.md").section("Components on board");
        Set<String> words = Stream.of(section.split("[^a-z0-9-]+")).collect(Collectors.toSet());

        assertThat(words).containsAll(onBoard);
        var told = Pattern.compile("The jars take (\\d+) MB").matcher(section);
        assertThat(told.find()).isTrue();
        assertThat(Double.parseDouble(told.group(1))).isCloseTo(bytes / 1e6, within(2.0));
    }

    private static Set<String> components(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(COMPONENTS) && !name.endsWith("/"))
                    .map(name -> name.substring(COMPONENTS.length()))
                    .collect(Collectors.toSet());
        }
    }
}
