package io.rootsocket.hub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts what is in {@code target/bench} into the page of numbers, so that nobody types one. Between {@code <!-- bench X -->}
 * and {@code <!-- end -->} goes the whole report of X; behind {@code <!-- X:name -->} in a table goes one value of it. What
 * was not measured this time stays as it is.
 */
final class NumbersPage {

    static final Path PAGE = Path.of("src/main/docs/numbers.md");
    private static final Path IMAGES = PAGE.resolveSibling("images");

    private NumbersPage() {}

    static void update() throws IOException {
        String page = Files.readString(PAGE);
        try (Stream<Path> files = Files.list(Report.FOLDER)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                page = with(Report.read(file), page);
            }
        }
        Files.writeString(PAGE, page);
    }

    private static String with(Report report, String page) throws IOException {
        var block = Pattern.compile(
                        "(<!-- bench %s -->\n).*?(<!-- end -->)".formatted(report.benchmark()), Pattern.DOTALL)
                .matcher(page);
        if (!block.find()) {
            throw new IOException("%s has no place for %s: a line <!-- bench %2$s --> and a line <!-- end -->"
                    .formatted(PAGE, report.benchmark()));
        }
        String filled =
                block.replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + text(report) + found.group(2)));
        for (var value : report.values().entrySet()) {
            String marker = "<!-- %s:%s -->".formatted(report.benchmark(), value.getKey());
            filled = filled.replaceAll(
                    Pattern.quote(marker) + "[^<|\n]*", Matcher.quoteReplacement(marker + value.getValue() + " "));
        }
        for (Plot plot : report.plots()) {
            Files.writeString(IMAGES.resolve(plot.name() + ".svg"), plot.svg());
        }
        return filled;
    }

    private static String text(Report report) {
        var text = new StringBuilder("\n%s\n\n".formatted(report.origin()));
        for (Report.Table table : report.tables()) {
            text.append("%s%n%n%s%n|%s%n"
                    .formatted(
                            table.title(),
                            row(table.header()),
                            " --- |".repeat(table.header().size())));
            table.rows().forEach(cells -> text.append(row(cells)).append('\n'));
            text.append('\n');
        }
        for (Plot plot : report.plots()) {
            text.append("![%s](images/%s.svg)%n%n".formatted(plot.title(), plot.name()));
        }
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
