package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.testing.MutableClock;
import io.rootsocket.hub.testing.SandboxExtension;
import io.rootsocket.hub.testing.Subscriber;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebSocketIT {

    private static final MutableClock CLOCK = MutableClock.at("2026-11-24T09:00:00Z");

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            new SandboxExtension(SandboxSettings.defaults().withClock(CLOCK));

    private final Caller caller = new Caller(SANDBOX);

    @Test
    void handsAClientsMessageToAllSubscribersAndItsSender() {
        var sender = SANDBOX.subscriber("chat");
        var listener = SANDBOX.subscriber("chat");

        sender.send("chat", "hello");

        await().untilAsserted(() -> assertThat(listener.received("chat")).containsExactly("hello"));
        assertThat(sender.received("chat")).containsExactly("hello");
        assertThat(SANDBOX.sandbox().messages("chat")).hasSize(1);
    }

    @Test
    void handsOverNothingAfterTheSubscriptionIsRemoved() throws Exception {
        var subscriber = SANDBOX.subscriber("news").unsubscribe("news");

        caller.message("news", "unheard");

        assertThat(subscriber.sendText("{\"event\":\"pong\"}").received()).isEmpty();
    }

    @Test
    void handsAMessageOverOnceToAClientThatSubscribedTwice() throws Exception {
        var subscriber = SANDBOX.subscriber("news", "news");

        caller.message("news", "once");

        assertThat(subscriber.sendText("{\"event\":\"pong\"}").received()).containsExactly("once");
    }

    @Test
    void refusesASubscriptionWithoutAChannelToken() {
        var subscriber = SANDBOX.subscriber().subscribe("news", null);

        assertRefused(subscriber, "news", "missing");
    }

    @Test
    void refusesASubscriptionWithATokenForAnotherChannel() {
        String token = Subscriber.channelToken(SANDBOX.apiUrl(), SANDBOX.key(), "other");

        var subscriber = SANDBOX.subscriber().subscribe("news", token);

        assertRefused(subscriber, "news", "another channel");
    }

    @Test
    void refusesASubscriptionWithAChannelTokenThatHasExpired() {
        var subscriber = SANDBOX.subscriber();
        String token = Subscriber.channelToken(SANDBOX.apiUrl(), SANDBOX.key(), "news");
        CLOCK.advance(Duration.ofMinutes(5));

        subscriber.subscribe("news", token);

        assertRefused(subscriber, "news", "expired");
    }

    @Test
    void refusesASubscriptionWithAConnectionToken() {
        String token = Subscriber.connectionToken(SANDBOX.apiUrl(), SANDBOX.key());

        assertRefused(SANDBOX.subscriber().subscribe("news", token), "news", "not valid");
    }

    @Test
    void refusesASubscriptionToAnImpossibleChannel() {
        assertRefused(SANDBOX.subscriber().subscribe("my-channel", "token"), "my-channel", "my.channel");
    }

    private static void assertRefused(Subscriber subscriber, String where, String reason) {
        assertThat(subscriber.errors()).singleElement().satisfies(error -> {
            assertThat(error.where()).isEqualTo(where);
            assertThat(error.detail()).startsWith("cannot subscribe").contains(reason);
        });
        subscriber.close();
    }

    @Test
    void refusesAMessageToAChannelThatItsSenderIsNotSubscribedTo() {
        var client = SANDBOX.subscriber("news").send("other", "hello");

        assertThat(client.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).startsWith("cannot send"));
        assertThat(SANDBOX.sandbox().messages("other")).isEmpty();
    }

    @Test
    void dropsAClientsMessageAboveTheLimitAndKeepsTheConnection() {
        var client = SANDBOX.subscriber("news");

        client.send("news", "x".repeat(Event.MAX_BYTES)).send("news", "small");

        assertThat(client.received()).containsExactly("small");
        assertThat(client.errors()).isEmpty();
        assertThat(SANDBOX.sandbox().dropped()).hasSize(1);
    }

    @Test
    void answersWhatIsNoEventWithAnErrorAndKeepsTheConnection() {
        var client = SANDBOX.subscriber();

        client.sendText("not JSON").sendText("{}").sendText("null").sendText("{\"event\":\"news\"}");

        assertThat(client.errors()).hasSize(4);
    }

    @Test
    void endsTheConnectionOfAClientThatSaysDisconnect() {
        var client = SANDBOX.subscriber();

        client.say("{\"event\":\"disconnect\"}");

        await().until(client::closed);
        await().until(() -> SANDBOX.sandbox().connections() == 0);
    }

    @Test
    void letsOneClientAtATimeUseAConnectionTokenAndTheNextOneWhenItIsGone() {
        String token = Subscriber.connectionToken(SANDBOX.apiUrl(), SANDBOX.key());
        var first = SANDBOX.closing(connect(token));

        assertHandshakeAnswers(403, () -> connect(token));
        first.close();
        await().until(() -> SANDBOX.sandbox().connections() == 0);

        assertThat(SANDBOX.closing(connect(token)).closed()).isFalse();
    }

    @Test
    void refusesAConnectionTokenAfterFiveMinutes() {
        String token = Subscriber.connectionToken(SANDBOX.apiUrl(), SANDBOX.key());
        CLOCK.advance(Duration.ofMinutes(5).minusSeconds(1));
        connect(token).close();
        await().until(() -> SANDBOX.sandbox().connections() == 0);

        CLOCK.advance(Duration.ofSeconds(1));

        assertHandshakeAnswers(401, () -> connect(token));
    }

    @Test
    void refusesForgedTokensChannelTokensAndNonsense() {
        String token = Subscriber.connectionToken(SANDBOX.apiUrl(), SANDBOX.key());
        String[] parts = token.split("\\.", -1);
        String channelToken = Subscriber.channelToken(SANDBOX.apiUrl(), SANDBOX.key(), "news");

        for (String bad : List.of(
                parts[0] + "." + parts[1] + ".AAAA",
                "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                channelToken,
                "nonsense")) {
            assertHandshakeAnswers(401, () -> connect(bad));
        }
    }

    private static Subscriber connect(String token) {
        return Subscriber.withToken(SANDBOX.apiUrl(), SANDBOX.key(), token);
    }

    private static void assertHandshakeAnswers(int status, ThrowingCallable connecting) {
        assertThatThrownBy(connecting)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void closesTheConnectionOfAClientThatDoesNotReadAndGoesOnServingOthers() throws Exception {
        var reading = SANDBOX.subscriber("flood");
        WebSocket silent = silentClient("flood");
        String large = "x".repeat(500_000);

        // Until its socket's buffers and the sandbox's queue for it are full.
        await().pollDelay(Duration.ZERO).until(() -> {
            caller.message("flood", large);
            return SANDBOX.sandbox().messages("flood").size() >= 40;
        });

        await().untilAsserted(() -> assertThat(reading.received().size()).isGreaterThanOrEqualTo(40));
        await().until(() -> SANDBOX.sandbox().connections() == 1);
        silent.abort();
    }

    private static WebSocket silentClient(String channel) {
        String token = Subscriber.connectionToken(SANDBOX.apiUrl(), SANDBOX.key());
        String auth = Subscriber.channelToken(SANDBOX.apiUrl(), SANDBOX.key(), channel);
        URI url = URI.create(
                "ws://localhost:%d/api/v1/ws/%s/".formatted(SANDBOX.apiUrl().getPort(), token));
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(url, new WebSocket.Listener() {
                    @Override
                    public void onOpen(WebSocket webSocket) {
                        // Asks for nothing, so nothing is read.
                    }
                })
                .join();
        socket.sendText(
                        "{\"event\":\"subscription-add\",\"data\":{\"channel\":\"%s\",\"auth\":\"%s\"}}"
                                .formatted(channel, auth),
                        true)
                .join();
        return socket;
    }
}
