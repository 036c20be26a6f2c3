package io.rootsocket.hub.text;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of others' words may be shown on a screen or in a log: nothing that steers a terminal, turns the direction of the
 * text or is not seen. Every screen and every log line goes by this one class; {@code
 * io.rootsocket.hub.log.LogConfiguration} has the same set.
 */
public final class Printable {

    /** Control and format characters, ends of lines and paragraphs, and halves of characters. */
    private static final String UNPRINTABLE = "\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}";

    private static final Pattern ANY = Pattern.compile("[" + UNPRINTABLE + "]");
    private static final Pattern RUN = Pattern.compile("[" + UNPRINTABLE + "]+");
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*[\\r\\n\\u0085\\u2028\\u2029]\\s*|\\t+");
    private static final Pattern WITHIN_LINES = Pattern.compile("[[" + UNPRINTABLE + "]&&[^\\n\\t]]");

    private Printable() {}

    /** One line, in which a line break is a blank, and what cannot be printed is told as {@code \u001b}. */
    public static String line(String text) {
        return ANY.matcher(LINE_BREAK.matcher(text).replaceAll(" ")).replaceAll(Printable::told);
    }

    /** One line of plain words, with a blank in the place of what cannot be printed. */
    static String words(String text) {
        return RUN.matcher(text).replaceAll(" ").strip();
    }

    /** One line of a text that is shown as it is, with a mark in the place of each character that cannot be printed. */
    public static String marked(String line) {
        return WITHIN_LINES.matcher(line).replaceAll("\uFFFD");
    }

    /** A text of several lines, in which what cannot be printed is told as {@code \u001b}. */
    public static String lines(String text) {
        return WITHIN_LINES.matcher(text.replace("\r\n", "\n")).replaceAll(Printable::told);
    }

    /** Prints texts of several lines, with what cannot be printed told as {@code \u001b}. */
    public static PrintWriter writer(Writer out) {
        return new PrintWriter(new Screened(out), true);
    }

    private static String told(MatchResult found) {
        return found.group().chars().mapToObj("\\\\u%04x"::formatted).collect(Collectors.joining());
    }

    /** What comes to it in pieces it writes by lines, as a character may come in two. */
    private static final class Screened extends FilterWriter {

        private final StringBuilder line = new StringBuilder();

        private Screened(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            synchronized (lock) {
                line.append((char) c);
                if (c == '\n') {
                    writeLine();
                }
            }
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            write(new String(text, from, length), 0, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            for (char c : text.substring(from, from + length).toCharArray()) {
                write(c);
            }
        }

        /** Half a line is what somebody waits for. */
        @Override
        public void flush() throws IOException {
            synchronized (lock) {
                writeLine();
                out.flush();
            }
        }

        @Override
        public void close() throws IOException {
            flush();
            out.close();
        }

        private void writeLine() throws IOException {
            String text = line.toString();
            line.setLength(0);
            boolean windows = text.endsWith("\r\n");
            String own = windows ? text.substring(0, text.length() - 2) : text;
            Matcher unprintable = WITHIN_LINES.matcher(own);
            out.write(unprintable.replaceAll(Printable::told) + (windows ? "\r\n" : ""));
        }
    }
}
