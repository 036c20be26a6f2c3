package io.rootsocket.hub.cli;

import java.io.IOException;
import java.util.OptionalInt;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/** The terminal that a stream goes to, if it goes to one. */
final class Screen {

    private Screen() {}

    /** How many characters a line of the standard output holds; empty if it is not a terminal. */
    static OptionalInt width() {
        return width(SystemOutput.SysOut);
    }

    /** Whether the standard error is a terminal. */
    static boolean showsErrors() {
        return width(SystemOutput.SysErr).isPresent();
    }

    private static OptionalInt width(SystemOutput stream) {
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
}
