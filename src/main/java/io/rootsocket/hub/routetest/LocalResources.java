package io.rootsocket.hub.routetest;

import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Camel gets stylesheets, schemas, templates, scripts and kamelets, with all that these import: from files and from
 * the class path. What is elsewhere is refused and remembered, as who asked may go on without it.
 */
final class LocalResources implements ResourceLoader {

    private static final Set<String> LOCAL = Set.of("classpath", "file", "mem", "base64", "gzip", "ref", "bean");

    private static final Logger LOG = LoggerFactory.getLogger(LocalResources.class);

    private final ResourceLoader real;
    private final Set<String> refused = new LinkedHashSet<>();

    private LocalResources(ResourceLoader real) {
        this.real = real;
    }

    /** Puts itself before the loader of a context. */
    static LocalResources before(CamelContext camel) {
        var extension = camel.getCamelContextExtension();
        var local = new LocalResources(Objects.requireNonNull(extension.getContextPlugin(ResourceLoader.class)));
        extension.addContextPlugin(ResourceLoader.class, local);
        return local;
    }

    @Override
    public Resource resolveResource(String uri) {
        String scheme = StringHelper.before(uri, ":");
        if (scheme != null && !LOCAL.contains(scheme.toLowerCase(Locale.ROOT))) {
            String address = StringHelper.before(uri, "?", uri);
            refused.add(address);
            throw new IllegalArgumentException(
                    "A test has no network, and `%s` is on it. Put what is there into a file beside the route."
                            .formatted(address));
        }
        if (uri.startsWith("file:") && uri.endsWith(".kamelet.yaml")) {
            requireReadable(Path.of(URLDecoder.decode(uri.substring("file:".length()), StandardCharsets.UTF_8)));
        }
        return real.resolveResource(uri);
    }

    /** Camel would read it whatever it holds. One that is not there may be on the class path. */
    private static void requireReadable(Path kamelet) {
        try {
            RouteSource.read(kamelet).beyondBounds().ifPresent(odd -> {
                throw new UnreadableTestException(String.valueOf(new OddFileException(kamelet, odd).getMessage()));
            });
        } catch (NoSuchFileException elsewhere) {
            LOG.debug("{} is not in the folder", kamelet);
        }
    }

    /** What was refused, each once. */
    List<String> refused() {
        return new ArrayList<>(refused);
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return real.getCamelContext();
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        real.setCamelContext(camel);
    }
}
