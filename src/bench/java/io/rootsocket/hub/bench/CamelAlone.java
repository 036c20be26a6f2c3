package io.rootsocket.hub.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * The flow of {@link SideBySideBenchmark} as a careful user writes it in Camel without a hub: connections enough, and the
 * answer once the service has the message. Nothing is kept on disk.
 */
final class CamelAlone {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CamelAlone() {}

    /** Arguments: its port, and the service's URL. */
    public static void main(String[] args) throws Exception {
        var main = new Main();
        main.addInitialProperty("camel.main.name", "alone");
        // The class path is that of all benchmarks, with routes of others.
        main.addInitialProperty("camel.main.routesIncludePattern", "false");
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.port", args[0]);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:" + Flow.PATH + "?httpMethodRestrict=POST")
                        .setProperty("channel", simple(Flow.CHANNEL))
                        .transform()
                        .jq(Flow.JQ, String.class)
                        .process(exchange -> {
                            Map<String, Object> message = new LinkedHashMap<>();
                            message.put("channel", exchange.getProperty("channel"));
                            message.put("data", exchange.getMessage().getMandatoryBody(String.class));
                            exchange.getMessage().setBody(JSON.writeValueAsBytes(message));
                        })
                        .removeHeaders("*")
                        .setHeader("Authorization", constant(Flow.KEY))
                        .setHeader("Content-Type", constant("application/json"))
                        .setHeader("Accept", constant("application/json"))
                        .to(args[1] + Flow.MESSAGES
                                + "?httpMethod=POST&connectionsPerRoute=200&maxTotalConnections=200")
                        .removeHeaders("*")
                        .setHeader("CamelHttpResponseCode", constant(202))
                        .setHeader("Content-Type", constant("application/json"))
                        .setBody(constant("{\"accepted\":true}"));
            }
        });
        main.run();
    }
}
