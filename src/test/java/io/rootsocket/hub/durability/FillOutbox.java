package io.rootsocket.hub.durability;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.outbox.Broker;
import io.rootsocket.hub.outbox.Origin;
import io.rootsocket.hub.outbox.Outbox;
import io.rootsocket.hub.outbox.OutboxMessage;
import io.rootsocket.hub.outbox.OutboxSettings;
import io.rootsocket.hub.protocol.ChannelName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Accepts numbered messages as a hub does that cannot deliver, but without the webhooks in front, which would take most of
 * the time. A process of its own, with as little memory as the hub.
 */
final class FillOutbox {

    private FillOutbox() {}

    /** Returns once {@code perChannel} messages for each channel are on disk. */
    static void run(Path broker, int port, int channels, int perChannel) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FillOutbox.class.getName(),
                        broker.toString(),
                        String.valueOf(port),
                        String.valueOf(channels),
                        String.valueOf(perChannel))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The outbox was not filled");
        }
    }

    public static void main(String[] args) throws Exception {
        int channels = Integer.parseInt(args[2]);
        int perChannel = Integer.parseInt(args[3]);
        var threads = Executors.newFixedThreadPool(channels);
        try (var broker = Broker.embedded(Path.of(args[0]), Integer.parseInt(args[1]));
                var outbox = new Outbox(
                        broker,
                        OutboxSettings.DEFAULTS,
                        Optional.empty(),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC())) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < channels; i++) {
                var channel = new ChannelName("channel" + i);
                work.add(() -> {
                    for (int number = 0; number < perChannel; number++) {
                        outbox.accept(message(channel, number));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static OutboxMessage message(ChannelName channel, int number) {
        return new OutboxMessage(
                "default",
                channel,
                "{\"channel\":\"%s\",\"data\":\"%d\"}".formatted(channel, number).getBytes(UTF_8),
                new Origin(
                        channel + "-" + number,
                        "accept",
                        "platform-http:///in/channel",
                        null,
                        Clock.systemUTC().instant()),
                Optional.empty(),
                4,
                false,
                Optional.empty());
    }
}
