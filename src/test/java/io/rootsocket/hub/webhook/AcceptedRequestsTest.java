package io.rootsocket.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.webhook.AcceptedRequests.Known;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AcceptedRequestsTest {

    private static final Duration WHILE = Duration.ofMinutes(10);

    // Near its end the monotonic clock begins again with negative numbers.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final AcceptedRequests requests = new AcceptedRequests(nanos::get);

    @Test
    void knowsWhatWasAcceptedForAsLongAsItIsToBeRemembered() {
        assertThat(requests.begin("a", WHILE)).isEqualTo(Known.NO);
        requests.accept("a", WHILE);

        assertThat(requests.begin("a", WHILE)).isEqualTo(Known.ACCEPTED);
        nanos.addAndGet(WHILE.toNanos() - 1);
        assertThat(requests.begin("a", WHILE)).isEqualTo(Known.ACCEPTED);
        nanos.addAndGet(1);
        assertThat(requests.begin("a", WHILE)).isEqualTo(Known.NO);
    }

    @Test
    void tellsWhatIsInWorkFromWhatWasAccepted() {
        requests.begin("a", WHILE);

        assertThat(requests.begin("a", WHILE)).isEqualTo(Known.IN_WORK);
    }

    @Test
    void takesAgainWhatWasNotAccepted() {
        requests.begin("a", WHILE);
        requests.forget("a");

        assertThat(requests.begin("a", WHILE)).isEqualTo(Known.NO);
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        for (int i = 0; i < 100_002; i++) {
            requests.accept("request " + i, WHILE);
        }

        assertThat(requests.begin("request 100001", WHILE)).isEqualTo(Known.ACCEPTED);
        assertThat(requests.begin("request 0", WHILE)).isEqualTo(Known.NO);
    }
}
