package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.engine.validate.RouteSource;
import io.rootsocket.hub.engine.validate.RouteValidation;
import io.rootsocket.hub.engine.validate.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page on security to the code: its tests exist, its rules are the rules, its route is one. */
class SecurityPageTest {

    private static final Pattern TEST = Pattern.compile("`(\\w*[a-z](?:Test|IT))`");
    private static final Pattern RULE = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);
    private static final Pattern ROUTE = Pattern.compile("```yaml\n(- route:\n.*?)```", Pattern.DOTALL);

    private final String page = Readme.read(Path.of("src/main/docs/security.md"));

    @Test
    void namesTestsThatThereAre() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }

        List<String> named =
                TEST.matcher(page).results().map(found -> found.group(1)).toList();

        assertThat(named).isNotEmpty();
        assertThat(tests).containsAll(named);
    }

    @Test
    void hasARowForEachRuleThatAFileCanAllow() {
        assertThat(RULE.matcher(page).results().map(found -> found.group(1)))
                .containsAll(Arrays.stream(Rule.values())
                        .filter(Rule::canBeAllowed)
                        .map(Rule::word)
                        .toList());
    }

    @Test
    void showsARouteThatNothingIsFoundIn() {
        var settings = new Properties();
        settings.setProperty("mail.password", "x");
        List<RouteSource> routes = ROUTE.matcher(page)
                .results()
                .map(found -> new RouteSource(Path.of("page.yaml"), found.group(1)))
                .toList();

        assertThat(routes).isNotEmpty();
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            assertThat(validation.check(routes, settings)).isEmpty();
        }
    }
}
