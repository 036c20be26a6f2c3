package io.rootsocket.hub.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.testing.ManualRow;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("an escape, U+202E, a zero-width character in a file name, a route id, a dead letter")
class PrintableTest {

    private static final String UNPRINTABLE = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J",
                "\u009b2J",
                "\u0000",
                "\u0007",
                "\b\b\b",
                "\u007f",
                "\u0085",
                "\u00ad",
                "\u061c",
                "\u200b",
                "\u200e",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\ufeff",
                "\ufff9",
                "\ud800",
                "\udb40\udc41",
                "\r\nforged",
            })
    void leavesNothingThatSteersATerminalOrIsNotSeen(String said) {
        String text = "a" + said + "b";

        assertThat(Printable.line(text)).startsWith("a").endsWith("b").doesNotContainPattern(UNPRINTABLE);
        assertThat(Printable.words(text)).startsWith("a").endsWith("b").doesNotContainPattern(UNPRINTABLE);
        assertThat(Printable.marked(text.replaceAll("[\r\n]", ""))).doesNotContainPattern(UNPRINTABLE);
        assertThat(printed(text).replaceAll("\r?\n", "")).doesNotContainPattern(UNPRINTABLE);
        assertThat(OneLine.of(text)).doesNotContainPattern(UNPRINTABLE);
        assertThat(Excerpt.of(text)).doesNotContainPattern(UNPRINTABLE);
    }

    @Test
    void showsOrdinaryWordsAsTheyAre() {
        String words = "`Zürich` 日本語 😀 עברית";

        assertThat(Printable.line(words)).isEqualTo(words);
        assertThat(Printable.words(words)).isEqualTo(words);
        assertThat(Printable.marked(words + "\tx")).isEqualTo(words + "\tx");
        assertThat(printed(words + "\n\tand more\n")).isEqualTo(words + "\n\tand more\n");
    }

    @Test
    void tellsWhatItWas() {
        assertThat(Printable.line("\u001b\u202e\udb40\udc41")).isEqualTo("\\u001b\\u202e\\udb40\\udc41");
        assertThat(printed("half a line\u001b")).isEqualTo("half a line\\u001b");
    }

    @Test
    void keepsACharacterThatIsWrittenInTwo() {
        var out = new StringWriter();
        try (var writer = Printable.writer(out)) {
            writer.print('\ud83d');
            writer.print('\ude00');
        }
        assertThat(out).hasToString("😀");
    }

    /** A file may have any name. */
    @Test
    void showsNoNameOfAFileAsItIs() {
        Path file = Path.of("a\u001b[2J\u202e\n.yaml");

        assertThat(new RouteProblem(file, OptionalInt.of(1), "odd").toString()).doesNotContainPattern(UNPRINTABLE);
        assertThat(new Finding(file, 1, 1, Rule.FILE, Severity.ERROR, "odd", Optional.empty()).toString())
                .doesNotContainPattern(UNPRINTABLE);
    }

    private static String printed(String text) {
        var out = new StringWriter();
        var writer = Printable.writer(out);
        writer.print(text);
        writer.flush();
        return out.toString();
    }
}
