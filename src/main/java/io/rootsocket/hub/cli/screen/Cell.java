package io.rootsocket.hub.cli.screen;

import io.rootsocket.hub.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one place of a table: one line, in which nothing steers the terminal.
 *
 * @param text what it says
 * @param brief the same in fewer characters, for where the table is wider than the screen
 * @param tone what it says at a glance
 */
public record Cell(String text, String brief, Tone tone) {

    private static final Cell EMPTY = new Cell("", "", Tone.PLAIN);

    public Cell {
        text = Printable.line(text.strip());
        brief = Printable.line(brief.strip());
    }

    /** Nothing is an empty cell. */
    public static Cell of(@Nullable Object text) {
        return text == null ? EMPTY : new Cell(text.toString(), text.toString(), Tone.PLAIN);
    }

    public Cell toned(Tone other) {
        return new Cell(text, brief, other);
    }

    public Cell briefly(String fewer) {
        return new Cell(text, fewer, tone);
    }
}
