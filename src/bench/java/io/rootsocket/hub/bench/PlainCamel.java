package io.rootsocket.hub.bench;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * What one writes instead of the hub: Camel's own main with a webhook, a clock and a call of a service, and neither a broker,
 * a database nor anything kept.
 */
final class PlainCamel {

    private PlainCamel() {}

    public static void main(String[] arguments) throws Exception {
        var main = new Main();
        main.configure().withJmxEnabled(false).withRoutesCollectorEnabled(false);
        main.configure().httpServer().withEnabled(true).withPort(Integer.parseInt(arguments[0]));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport starting) {
                try {
                    starting.getCamelContext().addRoutes(new Routes());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                System.out.println("Ready");
            }
        });
        main.run();
    }

    private static final class Routes extends RouteBuilder {

        @Override
        public void configure() {
            from("platform-http:/hook").transform().jq(".alert").to("http:127.0.0.1:1/messages");
            from("timer:beat?period=60000&delay=60000")
                    .setBody(constant("beat"))
                    .to("http:127.0.0.1:1/messages");
        }
    }
}
