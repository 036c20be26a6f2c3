package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.Subscriber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SandboxIT {

    private static final SandboxSettings ON_A_FREE_PORT =
            SandboxSettings.defaults().withPort(0);

    @Test
    void listensOnAFreePortWhenAskedForPortZero() {
        try (Sandbox sandbox = Sandbox.start(ON_A_FREE_PORT)) {
            assertThat(sandbox.port()).isPositive();
            assertThat(sandbox.apiUrl()).hasToString("http://localhost:" + sandbox.port());
            assertThat(sandbox.key()).isEqualTo(SandboxSettings.DEFAULT_KEY);
        }
    }

    @Test
    void saysWhichPortIsTakenAndWhatToDo() {
        try (Sandbox first = Sandbox.start(ON_A_FREE_PORT)) {
            SandboxSettings taken = ON_A_FREE_PORT.withPort(first.port());

            assertThatThrownBy(() -> Sandbox.start(taken))
                    .isInstanceOfSatisfying(
                            SandboxException.class, e -> assertThat(e.port()).isEqualTo(first.port()))
                    .hasMessageContaining("127.0.0.1:" + first.port())
                    .hasMessageContaining("choose another port with HUB_SANDBOX_PORT");
        }
    }

    @Test
    void freesItsPortWhenClosedAndMayBeClosedTwice() {
        Sandbox sandbox = Sandbox.start(ON_A_FREE_PORT);

        sandbox.close();
        sandbox.close();

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), sandbox.port()).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void startsOverOnTheSamePortWithoutMessagesFaultsCountsOrClients() {
        try (Sandbox sandbox = Sandbox.start(ON_A_FREE_PORT);
                Subscriber subscriber = Subscriber.to(sandbox, "news")) {
            subscriber.send("news", "hello");
            sandbox.faults().inject(Fault.status(503));
            int port = sandbox.port();

            sandbox.startOver();

            assertThat(sandbox.messages("news")).isEmpty();
            assertThat(sandbox.faults().active()).isEmpty();
            assertThat(sandbox.requests()).isZero();
            assertThat(sandbox.connections()).isZero();
            assertThat(sandbox.port()).isEqualTo(port);
            await().until(subscriber::closed);
        }
    }

    @Test
    void hidesAKeyThatSomebodySet() {
        assertThat(ON_A_FREE_PORT.withKey("a-real-one").withClock(Clock.systemUTC()))
                .hasToString(ON_A_FREE_PORT.toString().replace("key=" + SandboxSettings.DEFAULT_KEY, "key=xxxxxx"));
    }

    @Test
    void showsNobodyAKeyThatSomebodySetOnItsPage() {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.start(ON_A_FREE_PORT.withKey("a-real-one"))) {
            var events = HttpRequest.newBuilder(sandbox.apiUrl().resolve("/sandbox/events"))
                    .build();
            var feed = HttpClient.newHttpClient().sendAsync(events, BodyHandlers.fromLineSubscriber(new Lines(lines)));

            await().untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains("xxxxxx")));
            assertThat(lines).noneMatch(line -> line.contains("a-real-one"));
            feed.cancel(true);
        }
    }
}
