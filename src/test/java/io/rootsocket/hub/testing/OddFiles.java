package io.rootsocket.hub.testing;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** Files that are none of routes, as strangers, broken disks and wrong programs leave them in a folder. */
public final class OddFiles {

    private static final String ROUTE = """
            - route:
                id: odd
                from:
                  uri: direct:odd
                  steps:
                    - %s
            """;

    private OddFiles() {}

    /** How each is made, by what it is. */
    public interface Maker {
        void make(Path file) throws IOException;
    }

    /** Each kind, with the line that a finding names. */
    public record Kind(int line, Maker maker) {

        /** Makes it. */
        public void at(Path file) {
            try {
                maker.make(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One of {@link #all}. */
    public static Kind of(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    public static Map<String, Kind> all() {
        var kinds = new TreeMap<String, Kind>();
        kinds.put("an alias that holds itself", text(1, "- &a [*a]"));
        kinds.put("an alias that holds itself further in", text(3, "- x\n- &a\n  b: {c: [*a]}"));
        kinds.put("an alias that is its own key", text(1, "- &a {? *a : 1}"));
        kinds.put("aliases of aliases", text(5, laughs()));
        kinds.put("50,000 nested brackets", text(1, "[".repeat(50_000) + "]".repeat(50_000)));
        kinds.put("50,000 brackets that do not end", text(1, "[".repeat(50_000)));
        kinds.put("deep maps", text(1, "{a: ".repeat(5_000) + "1" + "}".repeat(5_000)));
        kinds.put("deep lists in lines", text(1, "- ".repeat(5_000) + "1"));
        kinds.put("many values", text(50_000, "- a\n", 500_000));
        kinds.put("a long expression", text(6, ROUTE.formatted("setBody: {simple: '" + "${".repeat(300_000) + "'}")));
        kinds.put("a long address", text(6, ROUTE.formatted("to: 'log:" + "x".repeat(1_000_000) + "'")));
        kinds.put("an address of 6,000", text(6, ROUTE.formatted("to: {uri: 'log:" + "x".repeat(6_000) + "'}")));
        kinds.put(
                "a parameter of 6,000",
                text(6, ROUTE.formatted("to: {uri: log:x, parameters: {marker: " + "x".repeat(6_000) + "}}")));
        kinds.put("a file of 50 MB", text(1, "- a: bcdefg\n", 50 * 1024 * 1024 / 12));
        kinds.put("a value of 10 MB", text(1, "- constant: xxx", 1_000_000));
        kinds.put("no text", new Kind(1, file -> Files.write(file, noise())));
        kinds.put("NUL", text(2, "- a\n- \0"));
        kinds.put("a colour of a terminal", text(1, "- \u001b[31mred"));
        kinds.put("Latin-1", new Kind(2, file -> Files.write(file, new byte[] {'-', 'a', '\n', (byte) 0xE9, 'x'})));
        kinds.put("UTF-16", new Kind(1, file -> Files.write(file, "- a".getBytes(UTF_16))));
        kinds.put("half a character at the end", new Kind(1, file -> Files.write(file, new byte[] {'-', (byte) 0xE2})));
        kinds.put("a folder", new Kind(1, file -> Files.createDirectories(file)));
        kinds.put("a pipe", new Kind(1, OddFiles::pipe));
        kinds.put("a device", new Kind(1, file -> Files.createSymbolicLink(file, Path.of("/dev/zero"))));
        kinds.put("a link to nothing", new Kind(1, file -> Files.createSymbolicLink(file, Path.of("nowhere"))));
        kinds.put("a link to itself", new Kind(1, file -> Files.createSymbolicLink(file, file.getFileName())));
        return kinds;
    }

    private static Kind text(int line, String text) {
        return text(line, text, 1);
    }

    private static Kind text(int line, String text, int times) {
        return new Kind(line, file -> Files.writeString(file, text.repeat(times), UTF_8));
    }

    /** Nine lines of nine aliases each stand for 9^9 values. */
    private static String laughs() {
        var text = new StringBuilder("- &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("- &a").append(i).append(" [");
            text.append(("*a" + (i - 1) + ", ").repeat(9)).append("]\n");
        }
        return text.toString();
    }

    private static byte[] noise() {
        var noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        noise[0] = (byte) 0x80;
        return noise;
    }

    private static void pipe(Path file) throws IOException {
        try {
            new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
