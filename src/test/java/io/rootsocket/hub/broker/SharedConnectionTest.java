package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedConnectionTest {

    @Test
    void whoWaitsWhileTheBrokerIsAwaySharesOneAttemptToReachIt() throws Exception {
        var attempts = new AtomicInteger();
        var begun = new CountDownLatch(1);
        var away = new CountDownLatch(1);
        var connection = new SharedConnection(factory(() -> {
            attempts.incrementAndGet();
            begun.countDown();
            away.await();
            throw new JMSException("away");
        }));
        var threads = Executors.newCachedThreadPool();
        try {
            var first = CompletableFuture.runAsync(() -> open(connection), threads);
            begun.await();
            var asking = new AtomicInteger();
            var waiting = Stream.generate(() -> CompletableFuture.runAsync(
                            () -> {
                                asking.incrementAndGet();
                                open(connection);
                            },
                            threads))
                    .limit(10)
                    .toList();
            await().until(() -> asking.get() == 10 && blocked() >= 10);

            away.countDown();

            waiting.forEach(SharedConnectionTest::assertAway);
            assertAway(first);
            assertThat(attempts).hasValue(1);
            assertThatExceptionOfType(JMSException.class).isThrownBy(connection::open);
            assertThat(attempts).as("who asks later tries anew").hasValue(2);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long blocked() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getState() == Thread.State.BLOCKED)
                .filter(thread -> Stream.of(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().equals(SharedConnection.class.getName())))
                .count();
    }

    private static void assertAway(CompletableFuture<Void> call) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(call::join)
                .withRootCauseInstanceOf(JMSException.class);
    }

    private static void open(SharedConnection connection) {
        try {
            connection.open();
        } catch (JMSException e) {
            throw new CompletionException(e);
        }
    }

    /** Tries to connect. */
    @FunctionalInterface
    private interface Attempt {
        Object connect() throws Exception;
    }

    private static ConnectionFactory factory(Attempt attempt) {
        return (ConnectionFactory) Proxy.newProxyInstance(
                ConnectionFactory.class.getClassLoader(),
                new Class<?>[] {ConnectionFactory.class},
                (proxy, method, arguments) -> attempt.connect());
    }
}
