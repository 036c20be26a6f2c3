package io.rootsocket.hub.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.Test;

class SharedConnectionsTest extends RootSocketTestSupport {

    private static final String MESSAGE = "rootsocket:message?channel=test";

    @Test
    void servesEndpointsOfTheSameConnectionOptionsFromOnePool() throws Exception {
        serviceAnswers(200, "{\"token\":\"opaque\"}");

        send(MESSAGE, "hello");
        send("rootsocket:message?channel=news&maxMessageSize=500&key=another", "hello");
        send("rootsocket:connection", null);

        assertThat(component().connections().size()).isEqualTo(1);
        assertThat(pool().getTotalStats().getAvailable())
                .as("one connection, used three times")
                .isEqualTo(1);
    }

    @Test
    void servesTwoServicesFromOnePoolThatKeepsThemApart() throws Exception {
        serviceAnswers(200, "");

        send(MESSAGE, "hello");
        send(MESSAGE + "&key=another&apiUrl=http://127.0.0.1:" + SERVICE.getPort(), "hello");

        assertThat(component().connections().size()).isEqualTo(1);
        assertThat(pool().getRoutes()).hasSize(2);
    }

    @Test
    void keepsAPoolOfItsOwnForOtherConnectionOptions() {
        serviceAnswers(200, "");

        send(MESSAGE, "hello");
        send(MESSAGE + "&responseTimeout=3s", "hello");
        send(MESSAGE + "&maxConnections=5", "hello");

        assertThat(component().connections().size()).isEqualTo(3);
    }

    @Test
    void leavesTheConnectionsToTheOthersWhenAnEndpointStops() throws Exception {
        serviceAnswers(200, "");
        send(MESSAGE, "hello");
        send("rootsocket:message?channel=news", "hello");

        context.getEndpoint(MESSAGE).stop();

        assertThat(send("rootsocket:message?channel=news", "hello").getException())
                .isNull();
        assertThat(requests()).hasSize(3);
    }

    @Test
    void closesItsConnectionsWithTheComponent() throws Exception {
        serviceAnswers(200, "");
        send(MESSAGE, "hello");
        PoolingHttpClientConnectionManager pool = pool();

        component().stop();

        assertThat(component().connections().size()).isZero();
        assertThat(pool.getTotalStats().getAvailable()).isZero();
    }

    private RootSocketComponent component() {
        return context.getComponent("rootsocket", RootSocketComponent.class);
    }

    private PoolingHttpClientConnectionManager pool() throws Exception {
        RootSocketConfiguration configuration = component().getConfiguration();
        HttpComponent http = component().connections().with(HttpCall.connectionOptions(configuration, false), context);
        return (PoolingHttpClientConnectionManager) http.getClientConnectionManager();
    }
}
