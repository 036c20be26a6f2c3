package io.rootsocket.hub.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the table of all trials of a run with {@code -Pproof}, and keeps it for the page *Proof*. */
final class ProofTable {

    private ProofTable() {}

    public static void main(String[] arguments) throws IOException {
        List<String> rows = Files.readAllLines(Trial.ROWS);
        String table = """
                %s, %s %s, %d processors, Java %s

                | trial | accepted | lost | repeated | out of order | recovered by itself |
                | --- | --- | --- | --- | --- | --- |
                %s
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        rows.stream()
                                .sorted()
                                .map(row -> row.replaceFirst("^\\d+\t", ""))
                                .collect(Collectors.joining("\n")));
        System.out.print(table);
        Files.writeString(Path.of("target", "proof.md"), table);
        // The next run has its own.
        Files.delete(Trial.ROWS);
    }
}
