package io.rootsocket.hub.routetest;

import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentResolver;

/** Which components a test may use as they are, because they stay in the process. */
final class InsideComponents {

    private static final Set<String> INSIDE = Set.of(
            "bean",
            "browse",
            "class",
            "controlbus",
            "cron",
            "dataformat",
            "direct",
            "file",
            "freemarker",
            "hub",
            "kamelet",
            "language",
            "log",
            "mustache",
            "platform-http",
            "quartz",
            "ref",
            "rest",
            "rest-api",
            "rootsocket",
            "schedule",
            "validator",
            "xslt");

    private InsideComponents() {}

    /** Makes every other component end at {@code outside}. */
    static void replaceOthers(CamelContext camel, OffNetwork outside) {
        var extension = camel.getCamelContextExtension();
        ComponentResolver real = Objects.requireNonNull(extension.getContextPlugin(ComponentResolver.class));
        ComponentResolver resolver = (name, context) -> {
            if (!INSIDE.contains(name)) {
                return outside.component();
            }
            return real.resolveComponent(name, context);
        };
        extension.addContextPlugin(ComponentResolver.class, resolver);
    }
}
