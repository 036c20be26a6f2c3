package io.rootsocket.hub.cli.screen;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/**
 * What a command's tables are printed on.
 *
 * @param out takes what a table has made harmless; nothing else of others
 * @param width how many columns a line has
 * @param coloured whether colours are seen
 * @param times how times are told
 */
public record Screen(PrintWriter out, int width, boolean coloured, Times times) {

    private static final Path STREAMS = Path.of("/proc/self/fd");
    private static final Path NOWHERE = Path.of("/dev/null");
    private static final int USUAL = 80;
    private static final int NARROWEST = 20;

    /**
     * The terminal that the standard output goes to; 80 columns without colours if it goes elsewhere. {@code COLUMNS} wins
     * over both, and with {@code NO_COLOR} nothing is coloured.
     */
    public static Screen of(PrintWriter out, Map<String, String> environment) {
        OptionalInt terminal = terminal(SystemOutput.SysOut);
        boolean coloured = terminal.isPresent()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        int width = columns(environment).orElse(terminal.orElse(USUAL));
        return new Screen(out, width, coloured, new Times(Clock.systemUTC(), ZoneId.systemDefault()));
    }

    private static OptionalInt columns(Map<String, String> environment) {
        try {
            int wanted = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
            return wanted > 0 ? OptionalInt.of(Math.max(NARROWEST, wanted)) : OptionalInt.empty();
        } catch (NumberFormatException none) {
            return OptionalInt.empty();
        }
    }

    /** Whether the standard error is a terminal. */
    public static boolean showsErrors() {
        return terminal(SystemOutput.SysErr).isPresent();
    }

    private static OptionalInt terminal(SystemOutput stream) {
        if (isElsewhere(stream)) {
            return OptionalInt.empty();
        }
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .systemOutput(stream)
                .dumb(true)
                .build()) {
            boolean none = terminal.getType().startsWith(Terminal.TYPE_DUMB) || terminal.getWidth() <= 0;
            return none ? OptionalInt.empty() : OptionalInt.of(terminal.getWidth());
        } catch (IOException | IllegalStateException e) {
            return OptionalInt.empty();
        }
    }

    /**
     * Whether Linux says that it goes to no device. To find that out, jline would write its library into the temporary
     * folder, where it stays for each hub that is killed.
     */
    private static boolean isElsewhere(SystemOutput stream) {
        try {
            Path target = Files.readSymbolicLink(STREAMS.resolve(stream == SystemOutput.SysErr ? "2" : "1"));
            return !target.startsWith("/dev") || target.equals(NOWHERE);
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }

    String painted(Tone tone, String text) {
        return coloured ? tone.on(text) : text;
    }

    public void print(Table table) {
        print(table.lines(this));
    }

    private void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }
}
