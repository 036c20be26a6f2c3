package io.rootsocket.hub.intake;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLStreamReader;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileConverter;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.spi.TypeConvertible;
import org.apache.camel.support.TypeConverterSupport;
import org.jspecify.annotations.Nullable;

/**
 * How a file that a source took becomes something else: as Camel does it, but a file that is to be read whole has to fit
 * the heap several times over, and what became a link since it was taken is not opened. Safe for several threads.
 */
final class WholeFileConverter extends TypeConverterSupport {

    /** What is made of a text takes ten times its room and more, and there are other exchanges. */
    private static final int SHARE_OF_HEAP = 64;

    /** What is read bit by bit. */
    private static final List<Class<?>> STREAMS = List.of(
            InputStream.class,
            Reader.class,
            File.class,
            Path.class,
            StreamCache.class,
            Iterator.class,
            XMLStreamReader.class,
            XMLEventReader.class);

    private final TypeConverterRegistry registry;
    private final long maxBytes;

    WholeFileConverter(TypeConverterRegistry registry, long maxBytes) {
        this.registry = registry;
        this.maxBytes = maxBytes;
    }

    /** The largest file that is read whole, in bytes. */
    static long maxBytes() {
        return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    static void readWithinBounds(CamelContext camel) {
        TypeConverterRegistry registry = camel.getTypeConverterRegistry();
        var content = new WholeFileConverter(registry, maxBytes());
        List.of(InputStream.class, Reader.class, String.class, Serializable.class)
                .forEach(type -> registry.addConverter(new TypeConvertible<>(GenericFile.class, type), content));
        registry.addFallbackTypeConverter(content, false);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T convertTo(Class<T> type, @Nullable Exchange exchange, @Nullable Object value) {
        if (!(value instanceof GenericFile<?> file)) {
            return null;
        }
        try {
            check(file, isStream(type) ? Long.MAX_VALUE : maxBytes);
            return (T) converted(type, exchange, file);
        } catch (IOException e) {
            throw new TypeConversionException(value, type, e);
        }
    }

    /** With null, the next one would be asked, and read what is refused here; Camel takes a failure for an answer. */
    @Override
    public <T> @Nullable T tryConvertTo(Class<T> type, @Nullable Exchange exchange, @Nullable Object value) {
        return convertTo(type, exchange, value);
    }

    private @Nullable Object converted(Class<?> type, @Nullable Exchange exchange, GenericFile<?> file)
            throws IOException {
        if (type == InputStream.class) {
            return GenericFileConverter.genericFileToInputStream(file, exchange);
        }
        if (type == Reader.class) {
            return GenericFileConverter.genericFileToReader(file, exchange);
        }
        if (type == String.class) {
            return GenericFileConverter.genericFileToString(file, exchange);
        }
        if (type == Serializable.class) {
            return GenericFileConverter.genericFileToSerializable(file, exchange);
        }
        return GenericFileConverter.convertTo(type, exchange, file, registry);
    }

    private static boolean isStream(Class<?> type) {
        return STREAMS.stream().anyMatch(stream -> stream.isAssignableFrom(type));
    }

    /** Refuses a body that is a file which cannot be read whole. */
    static void checkWhole(Object body) throws IOException {
        if (body instanceof WrappedFile<?> file) {
            check(file, maxBytes());
        }
    }

    /** Refuses a body that is a file which is none by now. */
    static void checkOwn(Object body) throws IOException {
        if (body instanceof WrappedFile<?> file) {
            check(file, Long.MAX_VALUE);
        }
    }

    private static void check(WrappedFile<?> file, long maxBytes) throws IOException {
        if (!(file.getFile() instanceof File local)) {
            return;
        }
        Optional<String> odd = OwnFile.oddity(local.toPath());
        if (odd.isPresent()) {
            throw new IOException("%s has become %s, and is not read.".formatted(local, odd.get()));
        }
        if (local.length() > maxBytes) {
            throw new IOException(
                    "%s has %d bytes, and the route reads it whole, for which at most %d are taken with this heap. Split it while it is read (`split` with `streaming`, `lazyLoad` of CSV), or give Java a larger heap."
                            .formatted(local, local.length(), maxBytes));
        }
    }
}
