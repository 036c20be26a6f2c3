package io.rootsocket.hub.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every table that a command prints. It is as wide as its screen at most: first times and the like become brief, then long
 * names are cut. The last column may hold a sentence; where that does not fit beside the others, it stands on a line of its
 * own below them. For one thread.
 */
public final class Table {

    private static final String GAP = "  ";
    private static final String BELOW = "    ";
    /** A name that is cut shorter says nothing. */
    private static final int SHORTEST = 8;

    private final List<Row> rows = new ArrayList<>();
    private final int columns;
    private final boolean whole;
    private String none = "";

    private record Row(List<Cell> cells, boolean title) {

        Cell last() {
            return cells.get(cells.size() - 1);
        }
    }

    private Table(int columns, boolean whole) {
        this.columns = columns;
        this.whole = whole;
    }

    /** A line for each row, under a line of titles. */
    public static Table of(String... titles) {
        var table = new Table(titles.length, false);
        table.rows.add(new Row(
                Stream.of(titles).map(title -> Cell.of(title).toned(Tone.FAINT)).toList(), true));
        return table;
    }

    /** The same without titles, for what goes on from a table that was printed before. */
    public static Table going(int columns) {
        return new Table(columns, false);
    }

    /** A title and what there is to say of it, whole, in as many lines as that takes. */
    public static Table sheet() {
        return new Table(2, true);
    }

    /** Only sentences, whole. */
    public static Table sentences() {
        return new Table(1, true);
    }

    /** What is said instead of a table without rows. */
    public Table none(String sentence) {
        none = sentence;
        return this;
    }

    public Table row(Cell... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, columns));
        }
        rows.add(new Row(List.of(cells), false));
        return this;
    }

    /** A row of a sheet. */
    public Table row(String title, Object text) {
        return row(Cell.of(title), text instanceof Cell cell ? cell : Cell.of(text));
    }

    public List<String> lines(Screen screen) {
        if (rows.stream().allMatch(Row::title)) {
            return none.isEmpty() ? List.of() : List.of(none);
        }
        int[] widths = widths(screen.width());
        int left = IntStream.of(widths).sum() + widths.length * GAP.length();
        return rows.stream()
                .flatMap(row -> lines(row, widths, left, screen).stream())
                .toList();
    }

    /** Of all columns but the last. */
    private int[] widths(int max) {
        int[] widths = IntStream.range(0, columns - 1).map(this::widest).toArray();
        for (int i = widths.length - 1; i >= 0 && total(widths) > max; i--) {
            widths[i] = briefest(i);
        }
        while (total(widths) > max) {
            int widest = IntStream.range(0, widths.length)
                    .reduce((a, b) -> widths[b] > widths[a] ? b : a)
                    .orElseThrow();
            if (widths[widest] <= SHORTEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int total(int[] widths) {
        return IntStream.of(widths).sum() + Math.max(0, widths.length - 1) * GAP.length();
    }

    private int widest(int column) {
        return rows.stream()
                .mapToInt(row -> Columns.of(row.cells().get(column).text()))
                .max()
                .orElse(0);
    }

    private int briefest(int column) {
        return rows.stream()
                .mapToInt(row -> Columns.of(row.cells().get(column).brief()))
                .max()
                .orElse(0);
    }

    private List<String> lines(Row row, int[] widths, int left, Screen screen) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Cell cell = row.cells().get(i);
            String text = Columns.of(cell.text()) <= widths[i] ? cell.text() : Columns.cut(cell.brief(), widths[i]);
            line.append(screen.painted(cell.tone(), text))
                    .append(" ".repeat(widths[i] - Columns.of(text)))
                    .append(GAP);
        }
        return whole
                ? broken(line, row.last(), left, screen)
                : beside(line.toString(), row, screen.width() - left, screen);
    }

    private static List<String> beside(String line, Row row, int rest, Screen screen) {
        Cell last = row.last();
        if (Columns.of(last.text()) <= rest) {
            return List.of((line + screen.painted(last.tone(), last.text())).stripTrailing());
        }
        if (Columns.of(last.brief()) <= rest) {
            return List.of((line + screen.painted(last.tone(), last.brief())).stripTrailing());
        }
        String below = Columns.cut(last.text(), screen.width() - BELOW.length());
        return List.of(line.stripTrailing(), BELOW + screen.painted(last.tone(), below));
    }

    private static List<String> broken(StringBuilder line, Cell last, int left, Screen screen) {
        List<String> parts = Columns.wrapped(last.text(), screen.width() - left);
        var lines = new ArrayList<String>();
        for (String part : parts) {
            String before = lines.isEmpty() ? line.toString() : " ".repeat(left);
            lines.add((before + screen.painted(last.tone(), part)).stripTrailing());
        }
        return lines;
    }
}
