package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.SandboxExtension;
import io.rootsocket.hub.testing.Subscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of RootSocket's own client, with another WebSocket, so that they are walked without Node as well. */
class ClientWalkIT {

    private static final SandboxSettings DEFAULTS = SandboxSettings.defaults();

    @RegisterExtension
    static final SandboxExtension ASKING = new SandboxExtension(DEFAULTS.withChannelAuthorization(true));

    @RegisterExtension
    static final SandboxExtension OPEN = new SandboxExtension(DEFAULTS.withChannelAuthorization(false));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectsSubscribesReceivesSendsAndUnsubscribes(boolean authorization) throws Exception {
        SandboxExtension sandbox = authorization ? ASKING : OPEN;
        Caller application = new Caller(sandbox);
        Subscriber client = sandbox.subscriber();
        String auth = Subscriber.channelToken(sandbox.apiUrl(), sandbox.key(), "news");

        client.subscribe("news", authorization ? auth : null);
        application.message("news", "over HTTP");
        await().untilAsserted(() -> assertThat(client.received("news")).containsExactly("over HTTP"));
        client.send("news", "{\"from\":\"client\"}");
        client.unsubscribe("news");
        application.message("news", "to nobody");
        client.sendText("{\"event\":\"pong\"}");

        assertThat(client.received()).containsExactly("over HTTP", "{\"from\":\"client\"}");
        assertThat(client.errors()).isEmpty();
    }

    @Test
    void tellsARefusedSubscriptionInTheWordsThatTheClientLooksFor() {
        String tokenForNews = Subscriber.channelToken(ASKING.apiUrl(), ASKING.key(), "news");

        var client = ASKING.subscriber().subscribe("other", tokenForNews);

        assertThat(client.errors()).singleElement().satisfies(error -> {
            assertThat(error.detail()).contains("cannot subscribe");
            assertThat(error.where()).isEqualTo("other");
        });
    }
}
