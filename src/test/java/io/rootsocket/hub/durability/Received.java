package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a sandbox has received of numbered messages. */
public final class Received {

    /** A few milliseconds on a disk of its own, and more on one, and on processors, that others use too. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(2);

    private static final int KEPT_PER_CHANNEL = 1_000_000;

    private final Sandbox sandbox;

    public Received(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Starts a sandbox that forgets nothing. */
    public static Sandbox startSandbox() {
        return Sandbox.start(new SandboxSettings(
                "127.0.0.1", 0, SandboxSettings.DEFAULT_KEY, Clock.systemUTC(), true, true, true, KEPT_PER_CHANNEL));
    }

    public List<Integer> numbers(String channel) {
        return sandbox.messages(channel).stream()
                .map(message -> Integer.valueOf(message.data()))
                .toList();
    }

    /** How many of the accepted messages have not been received. */
    public long missing(Map<String, List<Integer>> accepted) {
        return accepted.entrySet().stream()
                .mapToLong(channel -> {
                    var received = numbers(channel.getKey()).stream().collect(Collectors.toSet());
                    return channel.getValue().stream()
                            .filter(number -> !received.contains(number))
                            .count();
                })
                .sum();
    }

    /** How many messages came after a later one of their channel, repeats aside. */
    long outOfOrder(Collection<String> channels) {
        long count = 0;
        for (String channel : channels) {
            int latest = -1;
            for (int number : numbers(channel).stream().distinct().toList()) {
                count += number < latest ? 1 : 0;
                latest = Math.max(latest, number);
            }
        }
        return count;
    }

    /** Fails unless each channel has received its messages in order, repeats aside. */
    public void requireOrder(Collection<String> channels) {
        for (String channel : channels) {
            assertThat(numbers(channel).stream().distinct().toList())
                    .as("%s after removing repeats", channel)
                    .isSorted();
        }
    }

    /**
     * How many messages came again for no reason: a kill repeats what was on its way, and what had arrived so shortly before
     * that the broker had not yet forced it to disk that it is gone.
     *
     * @param ends when processes of the hub had ended without a stop
     */
    public long repeatsBesides(List<Instant> ends, Collection<String> channels) {
        return channels.stream()
                .mapToLong(channel -> {
                    Map<String, Instant> last = new HashMap<>();
                    return sandbox.messages(channel).stream()
                            .filter(message -> {
                                Instant before = last.put(message.data(), message.at());
                                return before != null && ends.stream().noneMatch(end -> isShortlyBefore(before, end));
                            })
                            .count();
                })
                .sum();
    }

    private static boolean isShortlyBefore(Instant arrival, Instant end) {
        return !arrival.isAfter(end) && arrival.isAfter(end.minus(LAST_MOMENT));
    }

    /** How many messages came a second time, or a third. */
    long repeats(Collection<String> channels) {
        return channels.stream()
                .map(this::numbers)
                .mapToLong(
                        numbers -> numbers.size() - numbers.stream().distinct().count())
                .sum();
    }
}
