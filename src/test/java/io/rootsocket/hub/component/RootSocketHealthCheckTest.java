package io.rootsocket.hub.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.ProducersHealthCheckRepository;
import org.junit.jupiter.api.Test;

class RootSocketHealthCheckTest extends RootSocketTestSupport {

    private static final String MESSAGE = "rootsocket:message?channel=test";

    private final ProducersHealthCheckRepository checks = new ProducersHealthCheckRepository();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        checks.setEnabled(true);
        Objects.requireNonNull(HealthCheckRegistry.get(context)).register(checks);
        return context;
    }

    @Test
    void isReadyWhileTheServiceTakesTheKey() {
        var check = context.getEndpoint(MESSAGE, RootSocketEndpoint.class).healthCheck();

        serviceAnswers(200, "{}");
        HealthCheck.Result up = check.call();
        serviceAnswers(401, "{\"detail\":\"bad key\"}");
        HealthCheck.Result down = check.call();

        assertThat(up.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getMessage()).get().asString().contains("bad key");
    }

    @Test
    void isOneForAllProducersOfAnEndpointUntilTheLastOneStops() throws Exception {
        startRoute("one");
        startRoute("two");
        List<String> withBoth = ids();
        stopRoute("one");
        List<String> withOne = ids();
        stopRoute("two");

        assertThat(withBoth).hasSize(1);
        assertThat(withOne).isEqualTo(withBoth);
        assertThat(ids()).isEmpty();
    }

    @Test
    void hasTheSameIdAfterARestart() throws Exception {
        startRoute("one");
        List<String> before = ids();
        stopRoute("one");

        startRoute("one");

        assertThat(ids()).isEqualTo(before);
        assertThat(before).singleElement().asString().matches("producer:rootsocket-message-[0-9a-f]{8}");
    }

    private List<String> ids() {
        return checks.stream().map(HealthCheck::getId).toList();
    }

    private void startRoute(String id) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).routeId(id).to(MESSAGE);
            }
        });
    }

    private void stopRoute(String id) throws Exception {
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
    }
}
