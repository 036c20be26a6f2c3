package io.rootsocket.hub.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetterFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lives in memory only becomes one dead letter each, whoever finds it first when the time of a stop is over. */
class KeptAtAStopTest {

    private static final long HOURS = 7_200_000;

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Queue<String> kept = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws IOException {
        camel.close();
    }

    @Test
    void losesNothingOfARouteWhoseThreadIsInterrupted() throws Exception {
        var files = new DeadLetterFolder(folder);
        var begun = new CountDownLatch(1);
        start(into(letter -> files.write(letter).toString()), new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:later")
                        .routeId("queued")
                        .process(exchange -> begun.countDown())
                        .delay(HOURS)
                        .syncDelayed()
                        .to("log:done");
            }
        });
        send("seda:later", "in work");
        begun.await();
        send("seda:later", "waiting");

        camel.stop();

        await().untilAsserted(() -> assertThat(kept).containsExactlyInAnyOrder("in work", "waiting"));
    }

    @Test
    void keepsALetterThoughItsThreadIsInterruptedMeanwhile() throws Exception {
        var files = new DeadLetterFolder(folder);
        var first = new AtomicBoolean(true);
        start(
                into(letter -> {
                    if (first.getAndSet(false)) {
                        Thread.currentThread().interrupt();
                    }
                    return files.write(letter).toString();
                }),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("seda:fails").routeId("fails").throwException(new IllegalStateException("no"));
                    }
                });

        send("seda:fails", "failed");

        await().untilAsserted(() -> assertThat(kept).containsExactly("failed"));
    }

    @Test
    void makesOneLetterOfWhatIsFoundInFlightTwice() throws Exception {
        KeepFailed keepFailed = into(letter -> "memory");
        stopInFlight(keepFailed);

        InMemoryExchanges.keepInFlight(camel, keepFailed);
        InMemoryExchanges.keepInFlight(camel, keepFailed);

        assertThat(kept).containsExactly("asleep");
    }

    @Test
    void keepsAtTheSecondLookWhatCouldNotBeKeptAtTheFirst() throws Exception {
        var first = new AtomicBoolean(true);
        KeepFailed keepFailed = into(letter -> {
            if (first.getAndSet(false)) {
                throw new IllegalStateException("not now");
            }
            return "memory";
        });
        stopInFlight(keepFailed);

        assertThatThrownBy(() -> InMemoryExchanges.keepInFlight(camel, keepFailed))
                .hasMessage("not now");
        InMemoryExchanges.keepInFlight(camel, keepFailed);

        assertThat(kept).containsExactly("asleep");
    }

    private KeepFailed into(KeepFailed.Keeper keeper) {
        return new KeepFailed(
                keeper, (exchange, letter) -> kept.add(letter.payload()), Optional::empty, Clock.systemUTC());
    }

    /** A hub is stopped while an exchange is asleep. */
    private void stopInFlight(KeepFailed keepFailed) throws Exception {
        start(keepFailed, new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:asleep").routeId("asleep").delay(HOURS).to("log:done");
            }
        });
        send("seda:asleep", "asleep");
        await().until(() -> camel.getInflightRepository().size() == 1);
        camel.stop();
    }

    private void start(KeepFailed keepFailed, RouteBuilder routes) throws Exception {
        var shutdown = new HubShutdown(camel);
        shutdown.setTimeUnit(TimeUnit.MILLISECONDS);
        shutdown.setTimeout(100);
        camel.setShutdownStrategy(shutdown);
        camel.setAllowUseOriginalMessage(true);
        camel.getInflightRepository().setInflightBrowseEnabled(true);
        FailureHandling.install(camel, keepFailed, exchange -> {});
        camel.addRoutes(routes);
        camel.start();
        shutdown.begin(() -> InMemoryExchanges.keepQueued(camel, keepFailed));
    }

    private void send(String queue, String body) throws Exception {
        try (var producer = camel.createProducerTemplate()) {
            producer.sendBody(queue, body);
        }
    }
}
