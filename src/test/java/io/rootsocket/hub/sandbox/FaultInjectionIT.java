package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.MutableClock;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultInjectionIT {

    private static final MutableClock CLOCK = MutableClock.at("2026-11-24T09:00:00Z");

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            new SandboxExtension(SandboxSettings.defaults().withClock(CLOCK));

    private final Caller caller = new Caller(SANDBOX);

    @Test
    void answersAStatusWithRetryAfterSoManyTimesAndTakesNoMessageMeanwhile() throws Exception {
        faults().inject(Fault.status(503).retryAfter(Duration.ofSeconds(7)).times(2));

        var first = caller.message("test", "one");
        var second = caller.message("test", "two");
        var third = caller.message("test", "three");

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(first.body()).contains("\"detail\":");
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(third.statusCode()).isEqualTo(201);
        assertThat(SANDBOX.sandbox().messages("test")).hasSize(1);
    }

    @Test
    void endsAFaultWhenItsTimeIsOver() throws Exception {
        faults().inject(Fault.status(500).lasting(Duration.ofSeconds(10)));
        assertThat(caller.message("test", "too early").statusCode()).isEqualTo(500);

        CLOCK.advance(Duration.ofSeconds(10));

        assertThat(caller.message("test", "in time").statusCode()).isEqualTo(201);
    }

    @Test
    void resetsTheConnectionBeforeTheMessageIsTaken() {
        faults().inject(Fault.resetBefore().times(1));

        assertThatThrownBy(() -> caller.message("test", "lost"))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("Connection reset");

        assertThat(SANDBOX.sandbox().messages("test")).isEmpty();
        assertThat(SANDBOX.sandbox().requests()).isEqualTo(1);
    }

    @Test
    void resetsTheConnectionAfterTheMessageIsTakenAndDelivered() {
        var subscriber = SANDBOX.subscriber("test");
        faults().inject(Fault.resetAfter().times(1));

        assertThatThrownBy(() -> caller.message("test", "delivered"))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("Connection reset");

        await().untilAsserted(() -> assertThat(subscriber.received()).containsExactly("delivered"));
    }

    @Test
    void answersLateAndThenMeetsTheNextFault() throws Exception {
        faults().inject(Fault.latency(Duration.ofMillis(200)));
        faults().inject(Fault.latency(Duration.ofMillis(100)));
        faults().inject(Fault.status(500));
        long before = System.nanoTime();

        var answer = caller.message("test", "late");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(answer.statusCode()).isEqualTo(500);
    }

    @Test
    void answers429AboveTheRateLimitUntilTheNextSecond() throws Exception {
        faults().inject(Fault.rateLimit(2));

        assertThat(caller.message("test", "one").statusCode()).isEqualTo(201);
        assertThat(caller.message("test", "two").statusCode()).isEqualTo(201);
        var above = caller.message("test", "three");
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(above.statusCode()).isEqualTo(429);
        assertThat(above.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(caller.message("test", "four").statusCode()).isEqualTo(201);
    }

    @Test
    void cutsEveryConnectionInAnOutageAndComesBackAfterIt() throws Exception {
        var subscriber = SANDBOX.subscriber("test");

        faults().inject(Fault.outage().lasting(Duration.ofSeconds(5)));

        await().until(subscriber::closed);
        assertThatThrownBy(() -> caller.message("test", "lost")).isInstanceOf(IOException.class);
        CLOCK.advance(Duration.ofSeconds(5));
        assertThat(caller.message("test", "taken").statusCode()).isEqualTo(201);
    }

    @Test
    void leavesTheAdminPathAndThePageAlone() throws Exception {
        faults().inject(Fault.outage());

        assertThat(caller.get("/sandbox/faults").statusCode()).isEqualTo(200);
        assertThat(caller.get("/").statusCode()).isEqualTo(200);
    }

    private static Faults faults() {
        return SANDBOX.sandbox().faults();
    }
}
