package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.settings.Variable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the manual's table of variables to the one in the code. */
class SettingsPageTest {

    private static final Pattern NAMED = Pattern.compile("\"((?:HUB|ROOTSOCKET)_[A-Z_]+)\"");

    private static final Pattern DEFAULTS = Pattern.compile("`[^`]+`(, `[^`]+`)*");

    /** The default in the README for each variable, in its order; several share a row. */
    private static Map<String, String> told() {
        var told = new LinkedHashMap<String, String>();
        for (List<String> row : new Manual().table("variable | default | meaning")) {
            List<String> names = Page.code(row.get(0));
            // What depends on other things has no default of its own, whatever its words quote.
            List<String> defaults = DEFAULTS.matcher(row.get(1)).matches() ? Page.code(row.get(1)) : List.of();
            for (int i = 0; i < names.size(); i++) {
                told.put(names.get(i), defaults.isEmpty() ? "" : defaults.get(i));
            }
        }
        return told;
    }

    @Test
    void itNamesEachVariableWithItsDefault() {
        var known = new LinkedHashMap<String, String>();
        Stream.of(Variable.values())
                .forEach(variable ->
                        known.put(variable.name(), variable.byDefault().orElse("")));

        assertThat(told()).isEqualTo(known);
    }

    /** A variable that is read past the table would be warned of as unknown. */
    @Test
    void noPlaceInTheCodeKnowsAnotherByName() {
        assertThat(Page.found(Path.of("src/main/java"), ".java", NAMED).stream().map(found -> found.group(1)))
                .isNotEmpty()
                .isSubsetOf(Stream.of(Variable.values()).map(Variable::name).toList());
    }
}
