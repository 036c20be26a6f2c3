package io.rootsocket.hub.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark found, for the page of numbers: single values that the page's table of bars shows, then tables and plots
 * for the benchmark's own part of the page. {@link #write} keeps it as JSON in {@code target/bench}, and {@link NumbersPage}
 * puts it into the page.
 *
 * @param benchmark the simple name of its class
 * @param origin where and when it was measured, on one line
 * @param values the text of each value, with its unit, by a name that is the value's own within the benchmark
 */
record Report(String benchmark, String origin, Map<String, String> values, List<Table> tables, List<Plot> plots) {

    static final Path FOLDER = Path.of("target/bench");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** @param title what stands above it; each row has as many cells as the header */
    record Table(String title, List<String> header, List<List<String>> rows) {}

    static Report of(Class<?> benchmark) {
        return new Report(
                benchmark.getSimpleName(), Origin.line(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** The cells of a row, which it also prints. */
    static List<String> row(String format, Object... cells) {
        String row = String.format(Locale.ROOT, format, cells);
        System.out.println(row);
        return List.of(row.split(" \\| ", -1));
    }

    Report value(String name, String text) {
        values.put(name, text);
        return this;
    }

    Report table(String title, List<String> header, List<List<String>> rows) {
        tables.add(new Table(title, header, rows));
        return this;
    }

    Report plot(Plot plot) {
        plots.add(plot);
        return this;
    }

    void write() throws IOException {
        Files.createDirectories(FOLDER);
        JSON.writeValue(FOLDER.resolve(benchmark + ".json").toFile(), this);
    }

    static Report read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Report.class);
    }
}
