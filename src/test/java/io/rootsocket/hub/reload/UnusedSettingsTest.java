package io.rootsocket.hub.reload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnusedSettingsTest {

    private static FolderState state(String settings) {
        return FolderState.of(Map.of(
                        "application.properties",
                        settings,
                        "import.yaml",
                        "channel: \"{{import.csv.channel:imports}}\"\nscript: exchange.property('used.by.script')")
                .entrySet()
                .stream()
                .map(file -> SourceFile.of(file.getKey(), file.getValue().getBytes(UTF_8)))
                .toList());
    }

    private static List<String> of(String settings) {
        return UnusedSettings.of(state(settings));
    }

    @Test
    void areToldWithTheNameThatMayHaveBeenMeant() {
        assertThat(of("import.csv.chanel=S3CRET"))
                .containsExactly("application.properties: No route asks for `import.csv.chanel`. "
                        + "Did you mean `import.csv.channel`?");
    }

    @Test
    void areNotThoseThatAreAskedFor() {
        assertThat(of("import.csv.channel={{region}}.x\nregion=eu\nused.by.script=1\ncamel.main.name=x"))
                .isEmpty();
    }

    @Test
    void areThoseOfCamelUntilTheNextStart() {
        assertThat(UnusedSettings.untilTheNextStart(
                        state("camel.main.name=x\ncamel.same=1\na=1").properties(),
                        state("camel.main.name=y\ncamel.same=1\na=2\ncamel.new=1")
                                .properties()))
                .hasSize(2)
                .allMatch(sentence -> sentence.contains("is read at the start only"))
                .anyMatch(sentence -> sentence.contains("`camel.main.name`"))
                .anyMatch(sentence -> sentence.contains("`camel.new`"));
    }
}
