package io.rootsocket.hub.failure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Camel without the hub, with a {@code rootsocket:} that only notes what it is to deliver. */
final class PlainCamel implements AutoCloseable {

    /**
     * What became of a message.
     *
     * @param failed whether its source hears of a failure
     * @param status the HTTP status that it would be
     * @param body what is answered
     * @param delivered what was delivered into the case's channel
     */
    record Outcome(boolean failed, int status, String body, List<String> delivered) {}

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, Queue<String>> delivered = new ConcurrentHashMap<>();

    PlainCamel() throws Exception {
        camel.addComponent("rootsocket", new Noting());
        camel.start();
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("failing.kamelet.yaml", FailingRoute.KAMELET));
    }

    Outcome run(FailingRoute test, String source) throws Exception {
        String name = test.name(source);
        String yaml = test.yaml(source, "direct:" + name);
        // Or that of an earlier file would be that of this one.
        java.util.function.Consumer<@Nullable ErrorHandlerFactory> errorHandler =
                camel.getCamelContextExtension()::setErrorHandlerFactory;
        errorHandler.accept(null);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(test.file(source), yaml));
        Exchange exchange = Objects.requireNonNull(camel.createFluentProducerTemplate()
                .to("direct:" + name)
                .withBody("q")
                .request(Exchange.class));
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(this::isAtRest);
        return new Outcome(
                exchange.isFailed(),
                Objects.requireNonNullElse(
                        exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), 200),
                String.valueOf(exchange.getMessage().getBody(String.class)),
                List.copyOf(delivered.getOrDefault(name, new ConcurrentLinkedQueue<>())));
    }

    /** Nothing goes on beside: what a wire tap has handed to a thread is in flight only once that thread has begun. */
    private boolean isAtRest() {
        return camel.getInflightRepository().size() == 0
                && camel.getRoutes().stream()
                        .flatMap(route -> route.filter("*").stream())
                        .allMatch(
                                step -> !(step instanceof ShutdownAware aware) || aware.getPendingExchangesSize() == 0);
    }

    @Override
    public void close() {
        camel.stop();
    }

    private final class Noting extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> options) {
            String channel = String.valueOf(options.remove("channel"));
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {
                            delivered
                                    .computeIfAbsent(channel, any -> new ConcurrentLinkedQueue<>())
                                    .add(exchange.getMessage().getBody(String.class));
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor steps) {
                    throw new UnsupportedOperationException("A channel is only sent to.");
                }
            };
        }
    }
}
