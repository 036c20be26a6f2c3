package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.finding.Rule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the page on security to the code. Its attacks: {@link ManualRowsTest}; its routes: {@link ManualTest}. */
class SecurityPageTest {

    private static final Pattern RULE = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);

    private final String page = Page.read(Path.of("src/main/docs/security.md"));

    @Test
    void hasARowForEachRuleThatAFileCanAllow() {
        assertThat(RULE.matcher(page).results().map(found -> found.group(1)))
                .containsAll(Arrays.stream(Rule.values())
                        .filter(Rule::canBeAllowed)
                        .map(Rule::word)
                        .toList());
    }
}
