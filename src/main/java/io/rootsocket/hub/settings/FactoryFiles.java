package io.rootsocket.hub.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files in which jars name their components, languages and other parts to Camel. Each context asks for some two hundred,
 * most of which no jar has, and to find that out Java looks into every jar. The class path of a process stays as it is, so
 * what one context was told holds for the next. Safe for threads.
 */
final class FactoryFiles {

    private static final String FOLDER = "META-INF/services/org/apache/camel/";

    private static final Map<String, Optional<byte[]>> KNOWN = new ConcurrentHashMap<>();

    private FactoryFiles() {}

    static boolean areNamed(String uri) {
        return uri.startsWith(FOLDER);
    }

    /** @param look how Camel finds it the first time */
    static @Nullable InputStream open(String uri, Function<String, @Nullable InputStream> look) {
        return KNOWN.computeIfAbsent(uri, first -> read(look.apply(first)))
                .map(ByteArrayInputStream::new)
                .orElse(null);
    }

    private static Optional<byte[]> read(@Nullable InputStream found) {
        if (found == null) {
            return Optional.empty();
        }
        try (found) {
            return Optional.of(found.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
