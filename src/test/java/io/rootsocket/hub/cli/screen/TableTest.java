package io.rootsocket.hub.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Instant NOW = Instant.parse("2026-07-24T09:00:00Z");
    private static final Times TIMES = new Times(Clock.fixed(NOW, ZoneOffset.UTC), ZoneId.of("Europe/Madrid"));

    private static String shown(Table table, int width, boolean coloured) {
        return String.join("\n", table.lines(new Screen(new PrintWriter(new StringWriter()), width, coloured, TIMES)));
    }

    private static Table table(String reason) {
        return Table.of("STATE", "ROUTE", "SINCE", "REASON")
                .row(
                        Cell.of("failed").toned(Tone.BAD),
                        Cell.of("import"),
                        TIMES.cell(NOW.minusSeconds(7_300)),
                        Cell.of(reason));
    }

    @Test
    void tellsAllWhereThereIsRoom() {
        assertThat(shown(table("It is empty."), 80, false)).isEqualTo("""
                STATE   ROUTE   SINCE                            REASON
                failed  import  2026-07-24 08:58:20+02  2 h ago  It is empty.""");
    }

    @Test
    void isBriefAndThenCutsNamesOnANarrowScreen() {
        assertThat(shown(table("It is empty."), 40, false)).isEqualTo("""
                STATE   ROUTE   SINCE    REASON
                failed  import  2 h ago  It is empty.""");
        Table names = Table.of("ROUTE", "FILE", "X")
                .row(Cell.of("a-long-name"), Cell.of("a-longer-name.yaml:7"), Cell.of("x"));
        assertThat(shown(names, 24, false)).isEqualTo("""
                ROUTE        FILE
                    X
                a-long-name  a-longer-n…
                    x""");
    }

    @Test
    void putsASentenceThatDoesNotFitBelowItsRow() {
        assertThat(shown(table("It cannot be read: something is wrong with it."), 48, false))
                .isEqualTo("""
                STATE   ROUTE   SINCE
                    REASON
                failed  import  2026-07-24 08:58:20+02  2 h ago
                    It cannot be read: something is wrong with…""");
    }

    @Test
    void letsNobodySteerTheTerminal() {
        assertThat(shown(table("\u001b[2Jgone\u202eesrever\ntwo"), 80, false))
                .endsWith("\\u001b[2Jgone\\u202eesrever two");
    }

    @Test
    void countsColumnsAndNotCharacters() {
        assertThat(shown(Table.of("NAME", "IS").row(Cell.of("日本"), Cell.of("far")), 80, false))
                .isEqualTo("""
                NAME  IS
                日本  far""");
    }

    @Test
    void coloursOnlyWhatIsSeen() {
        assertThat(shown(table("x"), 80, true)).contains("\u001b[31mfailed\u001b[0m  import");
        assertThat(shown(table("x"), 80, false)).doesNotContain("\u001b");
    }

    @Test
    void breaksASheetAtBlanks() {
        Table sheet =
                Table.sheet().row("Reason", "one two three four five").row("File", "http://localhost:8080/a/long/one");

        assertThat(shown(sheet, 24, false)).isEqualTo("""
                Reason  one two three
                        four five
                File    http://localhost:8080/a/long/one""");
    }

    @Test
    void isAsWideAsTheEnvironmentSaysAndEightyColumnsElsewhere() {
        var out = new PrintWriter(new StringWriter());

        assertThat(Screen.of(out, Map.of("COLUMNS", "132")).width()).isEqualTo(132);
        assertThat(Screen.of(out, Map.of("COLUMNS", "wide")).width())
                .isEqualTo(Screen.of(out, Map.of()).width());
        assertThat(Screen.of(out, Map.of("COLUMNS", "132", "NO_COLOR", "1")).coloured())
                .isFalse();
    }
}
