package io.rootsocket.hub.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class RootSocketProducerTest extends RootSocketTestSupport {

    @Test
    void sendsAMessageAsRootSocketDocumentsIt() {
        serviceAnswers(201, "{\"id\":7}");

        Exchange done = send("rootsocket:message?channel=test", "this is a test");

        assertThat(done.getException()).isNull();
        assertThat(onlyRequest().getMethod().value()).isEqualTo("POST");
        assertThat(onlyRequest().getUrl()).isEqualTo("/api/v1/messages/");
        assertThat(onlyRequest().getBodyAsString()).isEqualTo(wire("message-request.json"));
        assertThat(onlyRequest().header("Authorization").values()).containsExactly(KEY);
        assertThat(onlyRequest().header("Content-Type").values()).containsExactly("application/json");
        assertThat(onlyRequest().header("Accept").values()).containsExactly("application/json");
        assertThat(onlyRequest().header("User-Agent").firstValue()).startsWith("rootsocket-hub/");
    }

    @Test
    void leavesTheBodyAsItWasAfterAMessage() {
        serviceAnswers(201, "{\"id\":7}");

        Exchange done = send("rootsocket:message?channel=test", "this is a test", Map.of("order", 12));

        assertThat(done.getMessage().getBody()).isEqualTo("this is a test");
        assertThat(done.getMessage().getHeader("order")).isEqualTo(12);
        assertThat(done.getMessage().getHeader(RootSocketConstants.STATUS_CODE)).isEqualTo(201);
        assertThat(done.getMessage().getHeader(RootSocketConstants.RESPONSE)).isEqualTo("{\"id\":7}");
    }

    @Test
    void createsAChannelTokenAndSaysWhenItExpires() {
        String token = jwt("{\"exp\":1800000000}");
        serviceAnswers(200, "{\"token\":\"" + token + "\"}");

        Exchange done = send("rootsocket:token?channel=test", null);

        assertThat(done.getException()).isNull();
        assertThat(onlyRequest().getUrl()).isEqualTo("/api/v1/tokens/");
        assertThat(onlyRequest().getBodyAsString()).isEqualTo(wire("token-request.json"));
        assertThat(done.getMessage().getBody()).isEqualTo(token);
        assertThat(done.getMessage().getHeader(RootSocketConstants.TOKEN)).isEqualTo(token);
        assertThat(done.getMessage().getHeader(RootSocketConstants.TOKEN_EXPIRES_AT))
                .isEqualTo(Instant.ofEpochSecond(1_800_000_000L));
    }

    @Test
    void createsAConnectionTokenWithoutABody() {
        serviceAnswers(200, "{\"token\":\"opaque\"}");

        Exchange done = send("rootsocket:connection", "a body that stays here");

        assertThat(onlyRequest().getMethod().value()).isEqualTo("POST");
        assertThat(onlyRequest().getUrl()).isEqualTo("/api/v1/connections/");
        assertThat(onlyRequest().getBody()).isEmpty();
        assertThat(done.getMessage().getBody()).isEqualTo("opaque");
        assertThat(done.getMessage().getHeaders()).doesNotContainKey(RootSocketConstants.TOKEN_EXPIRES_AT);
    }

    @Test
    void readsTheOverviewOfConnectionsAsJson() {
        serviceAnswers(200, "{\"os\":{\"linux\":3}}");

        Exchange done = send("rootsocket:connections", null);

        assertThat(onlyRequest().getMethod().value()).isEqualTo("GET");
        assertThat(onlyRequest().getUrl()).isEqualTo("/api/v1/connections/");
        assertThat(Objects.requireNonNull(done.getMessage().getBody(JsonNode.class))
                        .at("/os/linux")
                        .intValue())
                .isEqualTo(3);
    }

    @Test
    void takesChannelAndCategoryFromTheHeadersOfOneMessage() {
        serviceAnswers(200, "{\"token\":\"opaque\"}");

        send(
                "rootsocket:token?channel=test",
                null,
                Map.of(RootSocketConstants.CHANNEL, "news", RootSocketConstants.CATEGORY, "2"));

        assertThat(onlyRequest().getBodyAsString()).isEqualTo("{\"category\":2,\"channel\":\"news\"}");
    }

    @Test
    void letsNothingOfTheExchangeIntoTheRequest() {
        serviceAnswers(200, "");

        Exchange done = send(
                "rootsocket:message?channel=test",
                "this is a test",
                Map.ofEntries(
                        Map.entry("Authorization", "Bearer stolen"),
                        Map.entry("authorization", "Bearer stolen"),
                        Map.entry("Host", "evil.example"),
                        Map.entry("Cookie", "session=1"),
                        Map.entry("Content-Type", "text/html; charset=utf-16"),
                        Map.entry("Content-Encoding", "gzip"),
                        Map.entry("Transfer-Encoding", "chunked"),
                        Map.entry("Content-Length", "3"),
                        Map.entry("X-Webhook", "yes"),
                        Map.entry(Exchange.HTTP_URI, "http://evil.example/"),
                        Map.entry(Exchange.HTTP_METHOD, "DELETE"),
                        Map.entry(Exchange.HTTP_QUERY, "a=b"),
                        Map.entry(Exchange.HTTP_PATH, "/elsewhere")));

        assertThat(done.getException()).isNull();
        assertThat(onlyRequest().getMethod().value()).isEqualTo("POST");
        assertThat(onlyRequest().getUrl()).isEqualTo("/api/v1/messages/");
        assertThat(onlyRequest().getBodyAsString()).isEqualTo(wire("message-request.json"));
        assertThat(onlyRequest().header("Authorization").values()).containsExactly(KEY);
        assertThat(onlyRequest().header("Host").firstValue()).isEqualTo("localhost:" + SERVICE.getPort());
        assertThat(onlyRequest().getHeaders().all())
                .extracting(HttpHeader::key)
                .containsExactlyInAnyOrder(
                        "Authorization",
                        "Accept",
                        "Content-Type",
                        "User-Agent",
                        "Host",
                        "Connection",
                        "Content-Length");
    }

    @Test
    void sendsNothingOnADryRunButMakesEveryCheck() {
        Exchange dry = send("rootsocket:message?channel=test&dryRun=true", "this is a test");
        Exchange bad = send("rootsocket:message?channel=test&dryRun=true", "");

        assertThat(dry.getException()).isNull();
        assertThat(dry.getMessage().getBody()).isEqualTo("this is a test");
        failure(RootSocketMessageException.class, bad);
        assertThat(requests()).isEmpty();
    }

    @Test
    void createsTokensOnADryRunToo() {
        serviceAnswers(200, "{\"token\":\"opaque\"}");

        Exchange done = send("rootsocket:connection?dryRun=true", null);

        assertThat(done.getMessage().getBody()).isEqualTo("opaque");
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
