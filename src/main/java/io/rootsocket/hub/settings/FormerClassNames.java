package io.rootsocket.hub.settings;

import java.io.InputStream;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.jspecify.annotations.Nullable;

/**
 * Knows a class also by the name that it had in an earlier version: copies of the hub's kamelets still have that one; and
 * looks only once for what the jars name. Safe for threads.
 */
final class FormerClassNames extends DefaultClassResolver {

    private static final Map<String, String> NOW =
            Map.of("io.rootsocket.hub.engine.WebhookSignature", "io.rootsocket.hub.webhook.WebhookSignature");

    private final CamelContext camel;

    FormerClassNames(CamelContext camel) {
        super(camel);
        this.camel = camel;
    }

    @Override
    protected @Nullable Class<?> loadClass(String name, @Nullable ClassLoader loader) {
        return super.loadClass(NOW.getOrDefault(name, name), loader);
    }

    @Override
    public @Nullable InputStream loadResourceAsStream(String uri) {
        return FactoryFiles.areNamed(uri) ? FactoryFiles.open(uri, this::look) : super.loadResourceAsStream(uri);
    }

    /** Camel asks four times where it does not find anything, each time in all jars; here those who would be asked are one. */
    private @Nullable InputStream look(String uri) {
        ClassLoader own = FormerClassNames.class.getClassLoader();
        ClassLoader others = camel.getApplicationContextClassLoader();
        boolean alone = own == Thread.currentThread().getContextClassLoader() && (others == null || others == own);
        return alone ? own.getResourceAsStream(uri) : super.loadResourceAsStream(uri);
    }
}
