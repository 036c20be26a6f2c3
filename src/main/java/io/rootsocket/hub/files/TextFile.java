package io.rootsocket.hub.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads files that people write. Only regular files, of a bounded size, that hold text in UTF-8. */
public final class TextFile {

    /** As much as the YAML parser takes, which is also Camel's. */
    public static final int MAX_BYTES = 3 * 1024 * 1024;

    private static final String TEXT = "Save it as text in UTF-8, or move it away.";

    private TextFile() {}

    /**
     * Reads a file.
     *
     * @throws NoSuchFileException if there is none, nor a link to one
     * @throws OddFileException if it is none that is read
     */
    public static String read(Path file) throws NoSuchFileException, OddFileException {
        return text(file, bytes(file));
    }

    /** The content of a file, which need not be text. Throws as {@link #read}. */
    public static byte[] bytes(Path file) throws NoSuchFileException, OddFileException {
        try {
            // Whoever opens a pipe waits for its writer.
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                String what = Files.isDirectory(file) ? "a folder" : "a device or a pipe";
                throw odd(file, 1, "It is %s, and no file.".formatted(what), "Move it away.");
            }
            try (InputStream stream = Files.newInputStream(file)) {
                byte[] content = stream.readNBytes(MAX_BYTES + 1);
                if (content.length > MAX_BYTES) {
                    throw odd(
                            file,
                            1,
                            "It has more than %d bytes, and no more are read.".formatted(MAX_BYTES),
                            "Split it into several files.");
                }
                return content;
            }
        } catch (OddFileException e) {
            throw e;
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) {
                throw odd(file, 1, "It is a link to a file that is not there.", "Mend the link, or delete it.");
            }
            throw e;
        } catch (AccessDeniedException e) {
            throw odd(file, 1, "The hub may not read it.", "Let the hub's user read it.");
        } catch (IOException e) {
            throw odd(
                    file,
                    1,
                    "It cannot be read (%s).".formatted(e.getClass().getSimpleName()),
                    Files.isSymbolicLink(file) ? "Mend the link, or delete it." : "Check the file, or move it away.");
        }
    }

    /**
     * The text of a file that was read.
     *
     * @throws OddFileException if it is none
     */
    public static String text(Path file, byte[] content) throws OddFileException {
        if (begins(content, 0xFE, 0xFF) || begins(content, 0xFF, 0xFE)) {
            throw odd(file, 1, "It is written in UTF-16.", TEXT);
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(content.length);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        if (decoder.decode(bytes, text, true).isError()) {
            throw odd(file, lineAt(text.flip(), text.length()), "This line is not UTF-8.", TEXT);
        }
        text.flip();
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i)) && !StreamReader.isPrintable(text.charAt(i))) {
                throw odd(
                        file,
                        lineAt(text, i),
                        "This line holds the character U+%04X, which no text has.".formatted((int) text.charAt(i)),
                        TEXT);
            }
        }
        return text.toString();
    }

    private static boolean begins(byte[] content, int first, int second) {
        return content.length > 1 && (content[0] & 0xFF) == first && (content[1] & 0xFF) == second;
    }

    private static int lineAt(CharSequence text, int end) {
        return 1
                + (int) text.subSequence(0, end)
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
    }

    private static OddFileException odd(Path file, int line, String message, String suggestion) {
        return new OddFileException(file, new OddFile(line, message, suggestion));
    }
}
