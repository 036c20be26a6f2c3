package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.documentation.Page.Block;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.validate.RouteValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the manual without running a hub. The rest: {@link ManualIT}. */
class ManualTest {

    private static final String ROUTE_AROUND_STEPS = """
            - route:
                id: around-these-steps-%d
                from:
                  uri: platform-http:/webhooks/around-these-steps-%d
                  parameters:
                    httpMethodRestrict: POST
                  steps:
            %s
            """;

    private static final Pattern YAML_OF_COMPONENT =
            Pattern.compile("^\\[source,yaml]\n----\n(.*?)^----$", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Path SOURCES = Path.of("src/main/java/io/rootsocket/hub");
    private static final List<String> GROUPS =
            List.of("### Added", "### Changed", "### Deprecated", "### Removed", "### Fixed", "### Security");

    private final Manual manual = new Manual();

    @Test
    void theReadmeIsOnePage() {
        assertThat(manual.page("README.md").text().lines()).hasSizeLessThanOrEqualTo(160);
    }

    @Test
    void itsIndexListsEachPage() throws IOException {
        try (Stream<Path> files = Files.list(Manual.FOLDER)) {
            assertThat(manual.pages().stream().map(Page::file))
                    .containsAll(files.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !file.endsWith("README.md") && !file.endsWith("changelog.md"))
                            .toList());
        }
    }

    @Test
    void eachPageOpensWithAnExample() {
        assertThat(manual.pages())
                .allSatisfy(page -> assertThat(
                                page.text().split("\n## ", 3)[page.file().endsWith("README.md") ? 1 : 0])
                        .as("what %s opens with", page.file())
                        .contains("\n```"));
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        for (Page page : allPages()) {
            for (String link : page.links()) {
                if (link.startsWith("http")) {
                    continue;
                }
                String[] parts = link.split("#", 2);
                Path folder = Path.of("").resolve(page.file()).toAbsolutePath().getParent();
                Path target = parts[0].isEmpty() ? page.file() : folder.resolve(parts[0]);
                assertThat(target).as("%s in %s", link, page.file()).exists();
                if (parts.length > 1) {
                    assertThat(Page.of(target).anchors())
                            .as("%s in %s", link, page.file())
                            .contains(parts[1]);
                }
            }
        }
    }

    private static List<Page> allPages() throws IOException {
        var pages = new ArrayList<>(List.of(
                Page.of(Path.of("README.md")),
                Page.of(Path.of("SECURITY.md")),
                Page.of(Path.of(".github/CONTRIBUTING.md"))));
        try (Stream<Path> files = Files.walk(Manual.FOLDER)) {
            files.filter(file -> file.toString().endsWith(".md")).map(Page::of).forEach(pages::add);
        }
        return pages;
    }

    /** One shape, so that who looks for a reason knows where it is. */
    @Test
    void eachDecisionHasItsContextItsAlternativesAndItsPrice() throws IOException {
        try (Stream<Path> files = Files.list(Manual.FOLDER.resolve("decisions"))) {
            assertThat(files.map(Page::of)).isNotEmpty().allSatisfy(decision -> {
                String number = decision.file().getFileName().toString().substring(0, 4);
                assertThat(decision.text()).startsWith("# %d. ".formatted(Integer.parseInt(number)));
                assertThat(decision.text().lines().filter(line -> line.startsWith("## ")))
                        .as("the headings of %s", decision.file())
                        .containsExactly("## Context", "## Decision", "## Rejected", "## Consequences");
            });
        }
    }

    @Test
    void theChangelogGroupsTheChangesOfEachRelease() {
        String[] releases = Page.read(Manual.FOLDER.resolve("changelog.md")).split("\n## ");

        assertThat(releases).hasSizeGreaterThan(1);
        for (String release : List.of(releases).subList(1, releases.length)) {
            List<String> groups =
                    release.lines().filter(line -> line.startsWith("### ")).toList();
            assertThat(groups).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(GROUPS);
            assertThat(groups).isSortedAccordingTo(Comparator.comparing(GROUPS::indexOf));
        }
    }

    @Test
    void contributingMapsEachPackageAndNamesClassesThatThereAre() throws IOException {
        var contributing = Page.of(Path.of(".github/CONTRIBUTING.md"));
        List<List<String>> map =
                contributing.tables("package | what it is for | start at").get(0);
        List<List<String>> questions =
                contributing.tables("where is it | look at").get(0);

        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(map.stream().flatMap(row -> Page.code(row.get(0)).stream()))
                    .containsExactlyInAnyOrderElementsOf(files.filter(file -> file.endsWith("package-info.java"))
                            .map(Path::getParent)
                            .filter(folder -> !folder.equals(SOURCES))
                            .map(folder -> SOURCES.relativize(folder).toString().replace('/', '.'))
                            .toList());
        }
        assertThat(map).allSatisfy(row -> {
            String folder = Page.code(row.get(0)).get(0).replace('.', '/');
            assertThat(SOURCES.resolve(folder).resolve(Page.code(row.get(2)).get(0) + ".java"))
                    .exists();
        });
        assertThat(questions.stream().flatMap(row -> Page.code(row.get(1)).stream()))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(SOURCES.resolve(type + ".java")).exists());
    }

    /** Those that a page says to save are run by {@link ManualIT}; in all others nothing may be found. */
    @Test
    void noMistakeIsFoundInWhatItShowsOfRoutes() {
        var settings = new Properties();
        settings.setProperty("mail.password", "x");
        settings.setProperty("github.webhook.secret", "x");
        settings.setProperty("shop.password", "x");
        settings.setProperty("desk.password", "x");
        var routes = new ArrayList<RouteSource>();
        for (Block block : manual.blocks()) {
            if (block.language().equals("yaml") && !block.savedAs().orElse("").contains("/tests/")) {
                routes.add(
                        new RouteSource(Path.of("block%d.yaml".formatted(routes.size())), route(block, routes.size())));
            }
        }

        YAML_OF_COMPONENT
                .matcher(Page.read(Manual.FOLDER.resolve("rootsocket-component.adoc")))
                .results()
                .map(found -> new Block("yaml", found.group(1), ""))
                .forEach(block -> routes.add(new RouteSource(
                        Path.of("component%d.yaml".formatted(routes.size())), route(block, routes.size()))));

        assertThat(routes).hasSizeGreaterThan(12);
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            assertThat(validation.check(routes, settings)).isEmpty();
        }
    }

    /** Steps alone are put into a route. */
    private static String route(Block block, int number) {
        return block.content().matches("(?s)- (route|onException):.*")
                ? block.content()
                : ROUTE_AROUND_STEPS.formatted(number, number, block.content().indent(8));
    }
}
