package io.rootsocket.hub.engine.routetest;

import io.rootsocket.hub.schedule.VirtualFire;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
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
            "validator",
            "xslt");

    private InsideComponents() {}

    /** Makes every other component end at {@code outside}. */
    static void replaceOthers(CamelContext camel, OffNetwork outside) {
        var extension = camel.getCamelContextExtension();
        ComponentResolver real = extension.getContextPlugin(ComponentResolver.class);
        ComponentResolver resolver = (name, context) -> {
            if (!INSIDE.contains(name)) {
                return outside.component();
            }
            Component component = real.resolveComponent(name, context);
            VirtualFire.only(component);
            return component;
        };
        extension.addContextPlugin(ComponentResolver.class, resolver);
    }
}
