package io.rootsocket.hub.settings;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.rootsocket.hub.component.RootSocketEndpoint;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ManualRow("a secret with odd characters")
class ExactSettingsTest {

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final SettingsContext camel = new SettingsContext();
    private final Properties file = new Properties();

    static List<String> secrets() {
        return OddSecrets.all();
    }

    @BeforeEach
    void start() {
        camel.disableJMX();
        camel.build();
        file.setProperty("odd.known", "known");
        camel.getPropertiesComponent().setInitialProperties(file);
        camel.start();
    }

    @AfterEach
    void stop() throws IOException {
        System.clearProperty("odd.secret");
        camel.close();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void givesAnOptionTheValueAsItWasSet(String secret) throws Exception {
        System.setProperty("odd.secret", secret);

        yaml("""
                - route:
                    from:
                      uri: direct:parameters
                      steps:
                        - to:
                            uri: rootsocket:message
                            parameters:
                              channel: parameters
                              deduplicate: "{{odd.secret}}"
                              lazyStartProducer: true
                        - to: rootsocket:message?lazyStartProducer=true&deduplicate={{odd.secret}}&channel=uri
                        - to: rootsocket:message?lazyStartProducer=true&deduplicate=RAW({{odd.secret}})&channel=raw
                        - to: rootsocket:message?channel=within&deduplicate=a{{odd.secret}}z&lazyStartProducer=true
                """);

        assertThat(deduplicate("parameters")).isEqualTo(secret);
        assertThat(deduplicate("uri")).isEqualTo(secret);
        assertThat(deduplicate("raw")).isEqualTo(secret);
        assertThat(deduplicate("within")).isEqualTo("a" + secret + "z");
        if (!AliasedValues.isPlain(secret)) {
            assertThat(camel.getEndpoints().toString()).doesNotContain("deduplicate=" + secret);
        }
    }

    /** A bean without a configurer is set by reflection, which takes these two for a bean. */
    static List<String> properties() {
        return secrets().stream()
                .filter(secret -> !secret.startsWith("#bean:") && !secret.equals("#autowired"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void givesAKameletsBeanItsStepsAndItsTextsTheValueAsItWasSet(String secret) throws Exception {
        System.setProperty("odd.secret", secret);

        yaml("""
                - routeTemplate:
                    id: odd
                    parameters:
                      - name: secret
                    beans:
                      - name: greeter
                        type: "#class:io.rootsocket.hub.settings.ExactSettingsTest$Keeper"
                        properties:
                          kept: "{{secret}}"
                    from:
                      uri: kamelet:source
                      steps:
                        - setHeader:
                            name: bean
                            expression:
                              method:
                                ref: "{{greeter}}"
                                method: getKept
                        - setHeader:
                            name: text
                            constant:
                              expression: "{{secret}}"
                              trim: false
                        - setHeader:
                            name: sentence
                            constant:
                              expression: "say {{secret}}!"
                        - to: rootsocket:message?channel=kamelet&lazyStartProducer=true&dryRun=true&deduplicate={{secret}}
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: kamelet:odd
                            parameters:
                              secret: "{{odd.secret}}"
                """);
        var sent = camel.createProducerTemplate()
                .request("direct:in", exchange -> exchange.getMessage().setBody("hello"));

        assertThat(sent.getMessage().getHeader("bean")).isEqualTo(secret);
        assertThat(sent.getMessage().getHeader("text")).isEqualTo(secret);
        assertThat(sent.getMessage().getHeader("sentence")).isEqualTo("say " + secret + "!");
        assertThat(deduplicate("kamelet")).isEqualTo(secret);
    }

    /** What Camel sends on unknown options as, it puts into a URI of its own and reads that; no reference, and no RAW. */
    static List<String> parameters() {
        return secrets().stream()
                .filter(secret -> !secret.startsWith("#") && !secret.startsWith("RAW"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void givesAnotherServerTheValueAsItWasSet(String secret) throws Exception {
        System.setProperty("odd.secret", secret);

        yaml("""
                - route:
                    from:
                      uri: direct:server
                      steps:
                        - to: http://localhost:%d/?throwExceptionOnFailure=false&token={{odd.secret}}
                """.formatted(SERVER.getPort()));
        camel.createProducerTemplate().request("direct:server", exchange -> {});

        assertThat(SERVER.findAll(anyRequestedFor(anyUrl())))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.queryParameter("token").values()).containsExactly(secret));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void takesAValueOfTheFileAsItIsUnlessItNamesAnotherSetting(String secret) throws Exception {
        file.setProperty("file.secret", secret);

        assertThat(filledIn("{{file.secret}}")).isEqualTo(secret.replace("{{odd.known}}", "known"));
    }

    @Test
    void fillsInWhatRoutesUseSettingsFor() throws Exception {
        file.setProperty("orders.queue", "orders");
        file.setProperty("all", "direct:all?timeout=5&block=false");
        file.setProperty("more", "timeout=5&block=false");
        file.setProperty("a", "{{b}}-{{c:3}}");
        file.setProperty("b", "{{orders.queue}}");

        assertThat(uri("direct:{{orders.queue:none}}?timeout={{n:3}}")).isEqualTo("direct:orders?timeout=3");
        assertThat(uri("{{all}}")).isEqualTo("direct:all?timeout=5&block=false");
        assertThat(uri("direct:x?{{more}}")).isEqualTo("direct:x?timeout=5&block=false");
        assertThat(uri("direct:x?timeout={{?none}}&block={{?none}}")).isEqualTo("direct:x");
        assertThat(uri("direct:x?timeout={{none:{{n:4}}}}")).isEqualTo("direct:x?timeout=4");
        assertThat(filledIn("{{a}} {{b}} \\{{b\\}}")).isEqualTo("orders-3 orders {{b}}");
    }

    @Test
    void namesTheSettingThatIsMissing() {
        assertThatThrownBy(() -> filledIn("x {{missing}}")).hasMessageContaining("[missing]");
        assertThatThrownBy(() -> filledIn("x {{odd.known}} {{y")).hasMessageContaining("Missing }}");
    }

    @Test
    void doesNotFillInTheSettingsOfATemplateForEver() throws Exception {
        file.setProperty("a", "{{b}}");
        file.setProperty("b", "{{a}}");

        assertThat(filledIn("{{a}}")).containsAnyOf("{{a}}", "{{b}}");
    }

    private String uri(String uri) throws Exception {
        return SettingsContext.makingRoutes(() -> EndpointHelper.resolveEndpointUriPropertyPlaceholders(camel, uri));
    }

    private String deduplicate(String channel) {
        return String.valueOf(camel.getEndpoints().stream()
                .filter(RootSocketEndpoint.class::isInstance)
                .map(endpoint -> ((RootSocketEndpoint) endpoint).getConfiguration())
                .filter(configuration -> channel.equals(configuration.getChannel()))
                .findFirst()
                .orElseThrow()
                .getDeduplicate());
    }

    private void yaml(String text) throws Exception {
        SettingsContext.makingRoutes(() -> {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("file:odd.yaml", text));
            return text;
        });
    }

    /** A bean with a secret. */
    public static final class Keeper {

        private String kept = "";

        public String getKept() {
            return kept;
        }

        public void setKept(String kept) {
            this.kept = kept;
        }
    }

    private String filledIn(String text) throws Exception {
        return SettingsContext.makingRoutes(() -> camel.resolvePropertyPlaceholders(text));
    }
}
