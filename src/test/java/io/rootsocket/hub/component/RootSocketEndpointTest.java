package io.rootsocket.hub.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootSocketEndpointTest extends RootSocketTestSupport {

    @Test
    void namesTheKnownOperationsWhenThereIsNoSuch() {
        assertThatThrownBy(() -> startRoute("rootsocket:mesage?channel=test"))
                .hasMessageContaining("Did you mean `message`?")
                .hasMessageContaining("message, token, connection, connections");
    }

    @Test
    void listsTheKnownOperationsEvenIfNoneIsLikeIt() {
        assertThatThrownBy(() -> startRoute("rootsocket:foo"))
                .hasRootCauseMessage("Unknown operation `foo` in `rootsocket:foo`."
                        + " Use one of: message, token, connection, connections.")
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesABadChannelWhenTheRouteStarts() {
        assertThatThrownBy(() -> startRoute("rootsocket:message?channel=my-channel"))
                .hasRootCauseMessage(
                        "Channel `my-channel` has the character `-` at position 3. Only letters a-z and A-Z,"
                                + " digits and `.` are allowed. Did you mean `my.channel`?")
                .hasStackTraceContaining(RootSocketConfigurationException.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8001", "ftp://localhost", "http://", "http://user:pw@localhost", "http://a b"})
    void refusesAnAddressThatIsNoneWhenTheRouteStarts(String apiUrl) {
        assertThatThrownBy(() -> startRoute("rootsocket:message?channel=test&apiUrl=RAW(" + apiUrl + ")"))
                .hasStackTraceContaining(RootSocketConfigurationException.class.getName())
                .hasMessageContaining("apiUrl");
    }

    @Test
    void refusesToStartWithoutAKey() {
        component().getConfiguration().setKey(null);

        assertThatThrownBy(() -> startRoute("rootsocket:connection")).hasMessageContaining("There is no key");
    }

    @Test
    void neverShowsAKeyThatHasALineBreak() {
        component().getConfiguration().setKey("secret\nkey");

        assertThatThrownBy(() -> startRoute("rootsocket:connection"))
                .hasMessageContaining("line break")
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rootsocket:mesage?key=sk-hidden",
                "rootsocket:message?key=sk-hidden&channel=my-channel",
                "rootsocket:message?chanel=test&key=sk-hidden"
            })
    void neverShowsTheKeyOfARouteThatDoesNotStart(String uri) {
        Throwable thrown = catchThrowable(() -> startRoute(uri));

        assertThat(thrown).isNotNull();
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).doesNotContain("sk-hidden");
    }

    @Test
    void showsTheKeyOfAnEndpointAsXs() {
        var endpoint = endpoint("rootsocket:message?channel=test&key=sk-hidden");

        assertThat(endpoint.toString()).contains("key=xxxxxx").doesNotContain("sk-hidden");
        assertThat(endpoint.getEndpointUri()).contains("key=xxxxxx").doesNotContain("sk-hidden");
        assertThat(endpoint.getEndpointKey()).doesNotContain("sk-hidden");
        assertThat(endpoint.getServiceMetadata()).containsEntry("channel", "test");
    }

    @Test
    void tellsEndpointsOfDifferentKeysApart() {
        assertThat(endpoint("rootsocket:connection?key=one")).isNotEqualTo(endpoint("rootsocket:connection?key=two"));
    }

    @Test
    void letsAnEndpointOverrideTheComponentsOptions() {
        component().getConfiguration().setCategory(5);
        component().getConfiguration().setConnectTimeout(Duration.ofSeconds(4));

        var own = endpoint("rootsocket:token?channel=test&connectTimeout=500ms&category=6&dataFormat=json");
        var other = endpoint("rootsocket:token?channel=other");

        assertThat(own.getConfiguration().getConnectTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(own.getConfiguration().getCategory()).isEqualTo(6);
        assertThat(own.getConfiguration().getDataFormat()).isEqualTo(DataFormat.JSON);
        assertThat(other.getConfiguration().getConnectTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(other.getConfiguration().getCategory()).isEqualTo(5);
    }

    @Test
    void leadsToTheRegionUnlessAnAddressIsSet() {
        component().getConfiguration().setApiUrl(null);

        assertThat(endpoint("rootsocket:connection").getServiceUrl()).isEqualTo("https://eu-central-1.rootsocket.com");
        assertThat(endpoint("rootsocket:connection?region=us-1").getServiceUrl())
                .isEqualTo("https://us-1.rootsocket.com");
        assertThat(endpoint("rootsocket:connection?region=us-1&apiUrl=http://localhost:8001/")
                        .getServiceUrl())
                .isEqualTo("http://localhost:8001");
    }

    @Test
    void checksItsOptionsAtTheFirstMessageWhereAskedTo() throws Exception {
        startRoute("rootsocket:message?channel=my-channel&lazyStartProducer=true");

        assertThat(context.getRoutes()).hasSize(1);
    }

    @Test
    void cannotBeReceivedFrom() {
        assertThatThrownBy(() -> endpoint("rootsocket:connection").createConsumer(exchange -> {}))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void startsAgainAfterAStop() throws Exception {
        serviceAnswers(200, "{\"token\":\"opaque\"}");
        var endpoint = endpoint("rootsocket:connection");
        var producer = endpoint.createProducer();

        producer.start();
        producer.stop();
        endpoint.stop();
        endpoint.start();
        producer.start();
        var exchange = new DefaultExchange(context);
        producer.process(exchange);

        assertThat(exchange.getMessage().getBody()).isEqualTo("opaque");
    }

    private void startRoute(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + Integer.toHexString(uri.hashCode())).to(uri);
            }
        });
    }

    private RootSocketEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, RootSocketEndpoint.class);
    }

    private RootSocketComponent component() {
        return context.getComponent("rootsocket", RootSocketComponent.class);
    }
}
