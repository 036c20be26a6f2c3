package io.rootsocket.hub.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What everybody with access to JMX can read. */
class RootSocketManagementTest {

    private static final String KEY = "sk-live-4711";
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    @Test
    void showsTheKeyInNoAttributeOfAnyMBean() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            camel.getCamelContextExtension().setName("managed");
            var component = new RootSocketComponent();
            component.getConfiguration().setKey(KEY);
            camel.addComponent("rootsocket", component);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").routeId("a").to("rootsocket:message?channel=news");
                    from("direct:b").routeId("b").to("rootsocket:message?channel=news&key=RAW(" + KEY + "2)");
                }
            });
            camel.start();

            List<String> shown = new ArrayList<>();
            for (ObjectName name : BEANS.queryNames(new ObjectName("org.apache.camel:context=managed,*"), null)) {
                shown.add(name.toString());
                shown.addAll(attributes(name));
            }

            assertThat(shown).anyMatch(text -> text.contains("rootsocket://message"));
            assertThat(shown).noneMatch(text -> text.contains(KEY));
        }
    }

    private static List<String> attributes(ObjectName name) throws JMException {
        var values = new ArrayList<String>();
        for (var attribute : BEANS.getMBeanInfo(name).getAttributes()) {
            try {
                Object value = BEANS.getAttribute(name, attribute.getName());
                values.add(attribute.getName() + "="
                        + (value instanceof Object[] array ? Arrays.deepToString(array) : value));
            } catch (JMException | RuntimeException notReadable) {
                // What cannot be read shows nothing.
            }
        }
        return values;
    }
}
