package io.rootsocket.hub.reload;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code late:any}: a source that does not start, and leaves the routes before it the time to do something until it says
 * so. A step to it tells that they did.
 */
public final class LateComponent extends DefaultComponent {

    private static final Duration WINDOW = Duration.ofMillis(1_500);

    private final CountDownLatch done = new CountDownLatch(1);

    /** Whether an exchange came to the step. */
    boolean wasReached() {
        return done.getCount() == 0;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) {
                        done.countDown();
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new DefaultConsumer(this, processor) {
                    @Override
                    protected void doStart() throws Exception {
                        super.doStart();
                        done.await(WINDOW.toMillis(), TimeUnit.MILLISECONDS);
                        throw new IllegalStateException("starts never");
                    }
                };
            }
        };
    }
}
