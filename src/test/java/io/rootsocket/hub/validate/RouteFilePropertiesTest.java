package io.rootsocket.hub.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a route file says, the check of it ends, and what it finds has a place in the file. */
@ManualRow("random heads, bodies, CSV, YAML, cron, calendars")
class RouteFilePropertiesTest {

    private static final RouteValidation VALIDATION = new RouteValidation(MutableClock.at("2026-11-26T09:00:00Z"));
    private static final List<String> SHIPPED = shipped();

    @Property
    void findsWhatIsWrongWithAText(@ForAll("texts") String text) {
        hasAPlaceForEachFinding(text);
    }

    @Property
    void findsWhatIsWrongWithAMutilatedRoute(@ForAll("mutilated") String text) {
        hasAPlaceForEachFinding(text);
    }

    private static void hasAPlaceForEachFinding(String text) {
        var source = new RouteSource(Path.of("odd.yaml"), text);
        long lines = text.lines().count() + 1;
        assertThat(VALIDATION.check(List.of(source), new Properties())).allSatisfy(finding -> {
            assertThat(finding.file()).isEqualTo(source.file());
            assertThat(finding.line()).isBetween(1, (int) lines);
            assertThat(finding.message()).isNotBlank();
        });
    }

    @Provide
    Arbitrary<String> texts() {
        var piece = Arbitraries.of(
                "- route:\n",
                "    from:\n",
                "      uri: ",
                "timer:x",
                "platform-http:/x",
                "      steps:\n",
                "        - to: ",
                "rootsocket:message?channel=",
                "{{",
                "}}",
                "${",
                "}",
                "&a ",
                "*a",
                "[",
                "]",
                "{",
                "!!java.io.File ",
                "|\n",
                "? ",
                ": ",
                "- ",
                "\t",
                "\0",
                "\uFEFF",
                "'",
                "\"",
                "# ",
                "---\n",
                "...\n",
                "<<: *a",
                "\n",
                "  ",
                "%YAML 9.9\n");
        return Arbitraries.oneOf(piece, Arbitraries.strings().ofMaxLength(10))
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }

    /** A shipped route with a part cut out, and something odd in its place. */
    @Provide
    Arbitrary<String> mutilated() {
        return Combinators.combine(
                        Arbitraries.of(SHIPPED),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 80),
                        Arbitraries.oneOf(
                                Arbitraries.of("", "\n", ": ", "- ", "{", "[[[[", "*x", "&x ", "{{", "${", "\t", "\0"),
                                Arbitraries.strings().ofMaxLength(12)))
                .as((text, where, length, odd) -> {
                    int from = (int) (where * text.length());
                    return text.substring(0, from) + odd + text.substring(Math.min(text.length(), from + length));
                });
    }

    private static List<String> shipped() {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            List<Path> yaml = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            var texts = new ArrayList<String>();
            for (Path file : yaml) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
