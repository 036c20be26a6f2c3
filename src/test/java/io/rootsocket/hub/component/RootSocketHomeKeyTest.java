package io.rootsocket.hub.component;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.rootsocket.hub.testing.ManualRow;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The component's key goes only where the component's own options lead, whatever a URI or a message says. */
@ManualRow({
    "`abc&apiUrl=http://…` in `toD`, `recipientList`, with every escape",
    "the service redirects to another host"
})
class RootSocketHomeKeyTest extends RootSocketTestSupport {

    @RegisterExtension
    static final WireMockExtension SINK =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @BeforeEach
    void bothAnswer() {
        serviceAnswers(201, "{}");
        SINK.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(201).withBody("{}")));
    }

    private static List<LoggedRequest> stolen() {
        return SINK.findAll(anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiUrl=http://localhost:1",
                "apiUrl=RAW(http://localhost:1)",
                "region=us-1",
                "proxyHost=localhost&proxyPort=1",
                "sslContextParameters=#class:org.apache.camel.support.jsse.SSLContextParameters",
            })
    void asksForAKeyBesideEachOptionThatLeadsElsewhere(String option) {
        assertThatThrownBy(() -> startRoute("rootsocket:message?channel=test&" + option))
                .hasStackTraceContaining(RootSocketConfigurationException.class.getName())
                .hasMessageContaining("no key of its own")
                .hasMessageContaining("`" + option.substring(0, option.indexOf('=')) + "`")
                .message()
                .doesNotContain(KEY);
    }

    @Test
    void sendsTheKeyOfAnEndpointToTheAddressOfThatEndpoint() {
        send("rootsocket:message?channel=test&key=its-own&apiUrl=" + sinkUrl(), "hello");

        assertThat(stolen())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.header("Authorization").values()).containsExactly("its-own"));
    }

    @Test
    void takesAnAddressThatIsTheComponentsInAnotherFormForHome() {
        Exchange done =
                send("rootsocket:message?channel=test&apiUrl=http://localhost:" + SERVICE.getPort() + "/", "hi");

        assertThat(done.getException()).isNull();
        assertThat(onlyRequest().header("Authorization").values()).containsExactly(KEY);
    }

    @Test
    void takesAnAddressFromTheComponentsOwnOptions() {
        context.getComponent("rootsocket", RootSocketComponent.class)
                .getConfiguration()
                .setApiUrl(sinkUrl());

        send("rootsocket:message?channel=test", "hello");

        assertThat(stolen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "component.configuration.apiUrl=http://localhost:1",
                "configuration.apiUrl=http://localhost:1",
                "configuration=#class:io.rootsocket.hub.component.RootSocketConfiguration",
                "camelContext.tracing=true",
                "component.durableStore=#class:java.lang.Object"
            })
    void setsNothingThatOnlyCanBeReachedFromAnEndpoint(String option) {
        assertThatThrownBy(() -> context.getEndpoint("rootsocket:message?channel=test&" + option))
                .hasMessageContaining("Unknown parameters");

        send("rootsocket:message?channel=home", "hello");
        assertThat(onlyRequest().getBodyAsString()).contains("home");
    }

    @Test
    void refusesAChannelThatIsThereTwice() {
        assertThatThrownBy(() -> startRoute("rootsocket:message?channel=a&channel=b"))
                .hasMessageContaining("`channel` is there twice");
    }

    /** What a stranger may write where a channel is expected. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc&apiUrl=SINK&delivery=direct",
                "abc&apiUrl=RAW(SINK)",
                "abc%26apiUrl=SINK",
                "abc%26apiUrl%3DSINK",
                "abc?apiUrl=SINK",
                "abc%3FapiUrl=SINK",
                "abc;apiUrl=SINK",
                "abc#&apiUrl=SINK",
                "RAW(abc)&apiUrl=SINK&x=RAW(y)",
                "RAW{abc}&apiUrl=SINK",
                "abc&channel=def&apiUrl=SINK",
                "abc&proxyHost=localhost&proxyPort=PORT",
                "abc&region=evil.example/#",
                "abc&key={{rootsocket.key}}&apiUrl=SINK",
                "abc&component.configuration.apiUrl=SINK",
                "abc&lazyStartProducer=true&apiUrl=SINK",
                "abc&dryRun=true",
                "abc&delivery=direct",
                "#class:java.lang.String",
                "{{rootsocket.key}}",
                "${exchangeProperty.topic}",
                ""
            })
    void takesAllThatAMessageBringsForTheNameOfAChannel(String said) throws Exception {
        String topic = at(said);
        settings();
        for (String step : List.of("toD", "parameters", "enrich")) {
            Exchange done = sendThrough(step, topic);

            var refused = failure(RootSocketMessageException.class, done);
            assertThat(refused).hasMessageContaining("annel");
            assertThat(refused.channel()).hasValue(topic);
        }
        sendThrough("wireTap", topic);
        assertThat(stolen()).isEmpty();
        assertThat(requests()).isEmpty();
    }

    /** There is no template to keep to where all of a URI is computed: the key stays at home still. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recipientList|abc&apiUrl=SINK&delivery=direct",
                "recipientList|abc%26apiUrl=SINK",
                "recipientList|abc&apiUrl=SINK&lazyStartProducer=true",
                "recipientList|abc&key={{rootsocket.key}}&apiUrl=SINK",
                "recipientList|abc&proxyHost=localhost&proxyPort=PORT",
                "recipientList|abc&component.configuration.apiUrl=SINK",
                "recipientList|abc,rootsocket:message?channel=abc&apiUrl=SINK",
                "routingSlip|abc&apiUrl=SINK",
                "routingSlip|abc&key={{rootsocket.key}}&apiUrl=SINK",
                "dynamicRouter|abc&apiUrl=SINK",
                "computed|abc&apiUrl=SINK",
                "computed|abc&region=evil.example/%23",
                "computed|abc&region=evil.example/&key={{rootsocket.key}}",
            })
    void keepsTheKeyAtHomeWhereAllOfAUriIsComputed(String step, String said) throws Exception {
        settings();

        Exchange done = sendThrough(step, at(said));

        assertThat(done.getException()).isNotNull();
        assertThat(stolen()).isEmpty();
        send("rootsocket:message?channel=home", "hello");
        assertThat(requests()).extracting(LoggedRequest::getBodyAsString).anyMatch(body -> body.contains("home"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc&apiUrl=SINK", "abc&delivery=direct", "abc&dryRun=true", "abc&lazyStartProducer=true"})
    void refusesEachOptionOfAComputedUriButTheChannelWhereAskedTo(String said) throws Exception {
        context.getComponent("rootsocket", RootSocketComponent.class).setOptionsOnlyInRoutes(true);

        for (String step : List.of("recipientList", "routingSlip", "dynamicRouter", "computed")) {
            Exchange done = sendThrough(step, at(said));

            assertThat(done.getException(RootSocketMessageException.class))
                    .hasMessageContaining("may name no option but `channel`")
                    .hasMessageContaining("`CamelRootSocketChannel`");
            assertThat(sendThrough(step, "abc").getException()).isNull();
        }
        assertThat(sendThrough("toD", "abc").getException()).isNull();
        assertThat(sendThrough("options", "abc").getException()).isNull();
        assertThat(stolen()).isEmpty();
    }

    @Test
    void sendsToTheChannelThatAMessageNamesThroughOneEndpoint() throws Exception {
        for (String topic : List.of("one", "two", "three")) {
            for (String step : List.of("toD", "parameters", "enrich")) {
                Exchange done = sendThrough(step, topic);

                assertThat(done.getException()).isNull();
                assertThat(done.getMessage().getHeaders()).doesNotContainKey(RootSocketConstants.CHANNEL);
            }
        }

        assertThat(requests())
                .extracting(LoggedRequest::getBodyAsString)
                .filteredOn(body -> body.contains("\"two\""))
                .hasSize(3);
        assertThat(context.getEndpoints())
                .filteredOn(RootSocketEndpoint.class::isInstance)
                .hasSize(1);
    }

    @Test
    void keepsWhatTheAuthorWroteBesideAComputedChannel() throws Exception {
        Exchange done = sendThrough("options", "abc");

        assertThat(done.getException()).isNull();
        assertThat(requests()).isEmpty();
        assertThat(context.getEndpoints())
                .filteredOn(RootSocketEndpoint.class::isInstance)
                .singleElement()
                .satisfies(endpoint -> assertThat(((RootSocketEndpoint) endpoint)
                                .getConfiguration()
                                .isDryRun())
                        .isTrue());
    }

    @Test
    void computesAKeyAndAnAddressThatTheAuthorAskedForAndNothingBesideThem() throws Exception {
        Exchange done = sendThrough("tenant", "abc", Map.of("tenantKey", "k-1", "at", sinkUrl()));
        assertThat(done.getException()).isNull();
        assertThat(stolen())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.header("Authorization").values()).containsExactly("k-1"));

        Exchange refused = sendThrough("tenant", "abc", Map.of("tenantKey", "k-1&dryRun=true", "at", sinkUrl()));
        assertThat(refused.getException(RootSocketMessageException.class)).hasMessageContaining("`key`");
        assertThat(refused.getException()).hasMessageNotContaining("k-1");
    }

    @Test
    void letsAHeaderWinOverAComputedChannelAsOverAWrittenOne() throws Exception {
        sendThrough("toD", "abc", Map.of(RootSocketConstants.CHANNEL, "header"));

        assertThat(onlyRequest().getBodyAsString()).contains("header");
    }

    @Test
    void takesTheOperationOfAMessageOnlyIfThereIsSuch() throws Exception {
        serviceAnswers(200, "{\"token\":\"opaque\"}");

        assertThat(sendThrough("operation", "token").getMessage().getBody()).isEqualTo("opaque");
        assertThat(sendThrough("operation", "message?apiUrl=" + sinkUrl() + "&x=")
                        .getException(RootSocketMessageException.class))
                .hasMessageContaining("operation");
        assertThat(stolen()).isEmpty();
    }

    @Test
    void refusesARouteThatLetsAMessageNameAnOption() throws Exception {
        Exchange done = sendThrough("named", "apiUrl=" + sinkUrl());

        assertThat(failure(RootSocketConfigurationException.class, done)).hasMessageContaining("computed");
    }

    @Test
    void doesNotFollowARedirectWithTheKey() {
        serviceAnswers(aResponse().withStatus(307).withHeader("Location", sinkUrl() + "/api/v1/messages/"));

        Exchange done = send("rootsocket:message?channel=test", "hello");

        assertThat(failure(RootSocketConfigurationException.class, done)).hasMessageContaining("307");
        assertThat(stolen()).isEmpty();
    }

    private static String sinkUrl() {
        return "http://localhost:" + SINK.getPort();
    }

    private static String at(String said) {
        return said.replace("SINK", said.contains("%26") ? encoded() : sinkUrl())
                .replace("PORT", String.valueOf(SINK.getPort()));
    }

    private static String encoded() {
        return URLEncoder.encode(sinkUrl(), StandardCharsets.UTF_8);
    }

    private void settings() {
        var settings = new Properties();
        settings.setProperty("rootsocket.key", KEY);
        context.getPropertiesComponent().setInitialProperties(settings);
        context.getPropertiesComponent().setOverrideProperties(settings);
    }

    private Exchange sendThrough(String step, String topic) throws Exception {
        return sendThrough(step, topic, Map.of());
    }

    private Exchange sendThrough(String step, String topic, Map<String, Object> more) throws Exception {
        if (context.getRoute(step) == null) {
            context.addRoutes(new Steps());
        }
        return template.request("direct:" + step, exchange -> {
            exchange.getMessage().setBody("hello");
            exchange.getMessage().setHeader("topic", topic);
            more.forEach(exchange.getMessage()::setHeader);
        });
    }

    private static final class Steps extends RouteBuilder {

        private static final String COMPUTED = "rootsocket:message?channel=${header.topic}";

        @Override
        public void configure() {
            from("direct:toD").routeId("toD").toD(COMPUTED);
            from("direct:parameters").routeId("parameters").toD("rootsocket://message?channel=${header.topic}");
            from("direct:enrich").routeId("enrich").enrich().simple(COMPUTED);
            from("direct:wireTap").routeId("wireTap").wireTap(COMPUTED);
            from("direct:options").routeId("options").toD(COMPUTED + "&dryRun=true");
            from("direct:tenant").routeId("tenant").toD(COMPUTED + "&apiUrl=${header.at}&key=${header.tenantKey}");
            from("direct:operation").routeId("operation").toD("rootsocket:${header.topic}?channel=abc");
            from("direct:named").routeId("named").toD("rootsocket:message?channel=abc&${header.topic}");
            from("direct:recipientList").routeId("recipientList").recipientList(simple(COMPUTED));
            from("direct:routingSlip").routeId("routingSlip").routingSlip(simple(COMPUTED));
            from("direct:dynamicRouter").routeId("dynamicRouter").dynamicRouter(method(new Once(), "next"));
            from("direct:computed")
                    .routeId("computed")
                    .setProperty("uri", simple(COMPUTED))
                    .toD("${exchangeProperty.uri}");
        }
    }

    /** Names one endpoint for each message. */
    public static final class Once {

        public @Nullable String next(Exchange exchange) {
            return exchange.getProperty(Exchange.SLIP_ENDPOINT) == null
                    ? "rootsocket:message?channel=" + exchange.getMessage().getHeader("topic")
                    : null;
        }
    }

    private void startRoute(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(uri);
            }
        });
    }
}
