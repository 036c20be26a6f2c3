package io.rootsocket.hub.intake;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;

/**
 * The text of a body, which tells by its first bytes, if it does, in which Unicode it is written. Otherwise it is in the
 * charset of the exchange, and no byte is replaced by another.
 */
final class CsvText {

    private static final String EMPTY = "It is empty. The first line should name the columns.";

    private final Source source;
    private final Charset charset;
    private final boolean readOnce;

    private interface Source {
        Reader open(Charset charset) throws IOException;
    }

    private CsvText(Source source, Charset charset, boolean readOnce) {
        this.source = source;
        this.charset = charset;
        this.readOnce = readOnce;
    }

    static CsvText of(Exchange exchange, Object body) throws IOException {
        Object content = body instanceof WrappedFile<?> wrapped && wrapped.getFile() instanceof File file ? file : body;
        Charset charset = Charset.forName(ExchangeHelper.getCharsetName(exchange));
        if (content instanceof File file) {
            return new CsvText(wanted -> decoded(Files.newInputStream(file.toPath()), wanted), charset, false);
        }
        if (content instanceof CharSequence text) {
            return new CsvText(wanted -> notEmpty(new StringReader(text.toString())), charset, false);
        }
        if (content instanceof StreamCache cache) {
            return new CsvText(wanted -> decoded(copy(cache, exchange), wanted), charset, false);
        }
        if (content instanceof Reader reader) {
            return new CsvText(wanted -> notEmpty(reader), charset, true);
        }
        if (content instanceof byte[] bytes) {
            return new CsvText(wanted -> decoded(new ByteArrayInputStream(bytes), wanted), charset, false);
        }
        try {
            InputStream stream =
                    exchange.getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, exchange, content);
            return new CsvText(wanted -> decoded(stream, wanted), charset, true);
        } catch (org.apache.camel.NoTypeConversionAvailableException e) {
            throw new UnreadableCsvException(
                    "The body, a %s, is no text.".formatted(content.getClass().getName()), e);
        }
    }

    private static InputStream copy(StreamCache cache, Exchange exchange) throws IOException {
        cache.reset();
        StreamCache again = cache.copy(exchange);
        if (again instanceof InputStream stream) {
            return stream;
        }
        var bytes = new java.io.ByteArrayOutputStream();
        cache.writeTo(bytes);
        cache.reset();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** Whether a second {@link #open} would find nothing more. */
    boolean isReadOnce() {
        return readOnce;
    }

    Reader open() throws IOException {
        return source.open(charset);
    }

    private static Reader decoded(InputStream stream, Charset charset) throws IOException {
        var bytes = new PushbackInputStream(stream, 3);
        byte[] mark = bytes.readNBytes(3);
        Charset marked = charset;
        int length = 0;
        if (begins(mark, 0xEF, 0xBB, 0xBF)) {
            marked = StandardCharsets.UTF_8;
            length = 3;
        } else if (begins(mark, 0xFE, 0xFF)) {
            marked = StandardCharsets.UTF_16BE;
            length = 2;
        } else if (begins(mark, 0xFF, 0xFE)) {
            marked = StandardCharsets.UTF_16LE;
            length = 2;
        }
        bytes.unread(mark, length, mark.length - length);
        return notEmpty(new InputStreamReader(bytes, marked.newDecoder()));
    }

    private static boolean begins(byte[] content, int... mark) {
        return content.length >= mark.length
                && Arrays.equals(Arrays.copyOf(content, mark.length), 0, mark.length, bytes(mark), 0, mark.length);
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static Reader notEmpty(Reader reader) throws IOException {
        var buffered = new BufferedReader(reader);
        buffered.mark(1);
        if (buffered.read() < 0) {
            buffered.close();
            throw new UnreadableCsvException(EMPTY);
        }
        buffered.reset();
        return buffered;
    }

    /** What to say of bytes that the charset does not know. */
    UnreadableCsvException inAnotherCharset() {
        return new UnreadableCsvException(
                "It is not text in %s. Save it as CSV UTF-8, or set the `charset` of the route's source to what it is in, such as windows-1252."
                        .formatted(charset));
    }
}
