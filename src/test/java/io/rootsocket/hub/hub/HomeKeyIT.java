package io.rootsocket.hub.hub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger writes into a header or a query leads no message, and no key, to the stranger's server. */
@ManualRow("`abc&apiUrl=http://…` in `toD`, `recipientList`, with every escape")
class HomeKeyIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @RegisterExtension
    static final WireMockExtension SINK =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        step("tod", "- toD: rootsocket:message?channel=${header.topic}");
        step("parameters", "- toD: {uri: rootsocket:message, parameters: {channel: '${header.topic}', priority: 5}}");
        step("recipients", "- recipientList: {simple: 'rootsocket:message?channel=${header.topic}'}");
        step("slip", "- routingSlip: {simple: 'rootsocket:message?channel=${header.topic}'}");
        step("enrich", "- enrich: {simple: 'rootsocket:message?channel=${header.topic}'}");
        step("tap", "- wireTap: {uri: 'rootsocket:message?channel=${header.topic}'}");
        step("all", "- toD: ${header.topic}");
        step("away", "- to: rootsocket:message?channel=a&region=us-1");
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of());
    }

    private static void step(String id, String step) {
        route(folder, id + ".yaml", """
                # hub: allow tainted-endpoint — attacked on purpose
                - route:
                    id: %s
                    from:
                      uri: platform-http:/%s
                      steps:
                        %s
                """.formatted(id, id, step));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tod|abc&apiUrl=SINK&delivery=direct",
                "tod|abc%26apiUrl=SINK&delivery=direct",
                "parameters|abc&apiUrl=SINK&delivery=direct",
                "parameters|abc&region=evil.example/#",
                "enrich|abc&apiUrl=SINK&delivery=direct",
                "recipients|abc&apiUrl=SINK&delivery=direct",
                "recipients|abc&region=evil.example/%23&delivery=direct",
                "recipients|abc&lazyStartProducer=true&delivery=direct&apiUrl=SINK",
                "slip|abc&apiUrl=SINK&delivery=direct",
            })
    void refusesAHeaderThatLeadsTheKeyAway(String path, String said) {
        SINK.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(201)));
        String topic = said.replace("SINK", "http://localhost:" + SINK.getPort());

        HttpResponse<String> answer = hub.post("/" + path, "hello", "topic", topic);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(SINK.findAll(anyRequestedFor(anyUrl()))).isEmpty();
        assertThat(answer.body()).containsAnyOf("Channel `abc", "`CamelRootSocketChannel`");
    }

    /** An address that the caller chose is wrong as a whole. */
    @Test
    void refusesAnAddressThatLeadsTheKeyAway() {
        HttpResponse<String> answer = hub.post(
                "/all",
                "hello",
                "topic",
                "rootsocket:message?channel=abc&apiUrl=http://localhost:%d&delivery=direct".formatted(SINK.getPort()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(SINK.findAll(anyRequestedFor(anyUrl()))).isEmpty();
        assertThat(answer.body()).contains("names nothing").doesNotContain(SANDBOX.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc&apiUrl=SINK", "abc%26apiUrl=SINK", "abc?apiUrl=SINK", "abc;apiUrl=SINK"})
    void refusesAQueryThatLeadsTheKeyAway(String said) {
        String topic = said.replace("SINK", "http://localhost:" + SINK.getPort());

        HttpResponse<String> answer =
                hub.post("/tod?topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8), "hello");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(SINK.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void sendsToTheChannelThatAMessageNames() {
        for (String path : new String[] {"tod", "parameters", "recipients", "slip", "enrich", "tap"}) {
            assertThat(hub.post("/" + path, path, "topic", "chosen").statusCode())
                    .isEqualTo(200);
        }

        await().untilAsserted(() -> assertThat(SANDBOX.sandbox().messages("chosen"))
                .extracting(ReceivedMessage::data)
                .containsExactlyInAnyOrder("tod", "parameters", "recipients", "slip", "enrich", "tap"));
    }

    @Test
    void doesNotRunARouteThatLeadsTheKeyAway() {
        assertThat(hub.status().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).hasFileName("away.yaml");
            assertThat(problem.toString())
                    .contains("no key of its own", "`region`")
                    .doesNotContain(SANDBOX.key());
        });
    }
}
