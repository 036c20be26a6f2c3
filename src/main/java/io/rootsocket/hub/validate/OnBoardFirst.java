package io.rootsocket.hub.validate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultVersionManager;
import org.jspecify.annotations.Nullable;

/**
 * Where a catalog finds what it says of a component: in the component's own jar if that is here, as the catalog may be of
 * another release, which knows fewer options. For one thread at a time, as the catalog.
 */
final class OnBoardFirst extends DefaultVersionManager {

    private static final Pattern COMPONENT = Pattern.compile("org/apache/camel/catalog/components/([^/]+)\\.json");

    private final CamelContext camel;

    OnBoardFirst(CamelCatalog catalog, CamelContext camel) {
        super(catalog);
        this.camel = camel;
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        Matcher component = COMPONENT.matcher(name);
        String described = component.matches() ? description(component.group(1)) : null;
        return described == null
                ? super.getResourceAsStream(name)
                : new ByteArrayInputStream(described.getBytes(StandardCharsets.UTF_8));
    }

    /** What a component that is on board says of itself; null of any other. */
    @Nullable
    String description(String scheme) {
        try {
            var described = camel.getCamelContextExtension().getContextPlugin(CatalogCamelContext.class);
            return Objects.requireNonNull(described).getComponentParameterJsonSchema(scheme);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
