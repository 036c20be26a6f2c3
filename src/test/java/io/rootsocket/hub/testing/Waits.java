package io.rootsocket.hub.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How every wait of a test looks. At once, and then less and less often: by default each takes a tenth of a second at
 * least, also when there is nothing to wait for. And only at what it waits for: by default a wait fails with what any other
 * thread has thrown meanwhile, and the servers that tests start (GreenMail's, say) throw in theirs when a peer hangs up.
 * And for as long as a busy machine may take: what has come ends a wait, so that a long one costs nothing. JUnit finds
 * it by its name in {@code META-INF/services}.
 */
public final class Waits implements BeforeAllCallback {

    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration MAX_INTERVAL = Duration.ofMillis(100);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(TIMEOUT);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(IterativePollInterval.iterative(Waits::next, FIRST));
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private static Duration next(Duration last) {
        Duration next = last.multipliedBy(3).dividedBy(2);
        return next.compareTo(MAX_INTERVAL) < 0 ? next : MAX_INTERVAL;
    }
}
