package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Attempted;
import io.rootsocket.hub.trail.Cut;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Step;
import io.rootsocket.hub.trail.TrailEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Writes events as records of one block: the length of what follows the checksum, the checksum, what it is. A name that was
 * written before in the block, such as that of a route, is a number. {@link EventReader} reads them. Not safe for threads.
 */
final class EventWriter {

    /** Begins a block, and says how it is to be read. */
    static final byte[] HEADER = "TRAIL-1\n".getBytes(StandardCharsets.US_ASCII);

    /** Length and checksum. */
    static final int PREFIX = 8;

    static final int MAX_NAMES = 4_096;
    static final byte ARRIVED = 1;
    static final byte HANDLED = 2;
    static final byte ACCEPTED = 3;
    static final byte ATTEMPTED = 4;
    static final byte ENDED = 5;

    private static final int MAX_HEADERS = 100;
    private static final int MAX_STEPS = 100;
    private static final int MAX_TEXT = 2_000;
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000 - 1;
    private static final int ROOM = 64 * 1024;

    private final Map<String, Integer> names = new HashMap<>();
    private final CRC32C checksum = new CRC32C();
    private byte[] buffer = new byte[ROOM];
    private int size;

    /** Forgets the names: another block begins. */
    void begin() {
        names.clear();
        clear();
        if (buffer.length > ROOM) {
            buffer = new byte[ROOM];
        }
    }

    /** Forgets the records that it holds. */
    void clear() {
        size = 0;
    }

    /** Adds the record of an event to those that {@link #bytes} holds. */
    void write(TrailEvent event) {
        int begin = size;
        room(PREFIX);
        size += PREFIX;
        if (event instanceof Arrived arrived) {
            arrived(arrived);
        } else if (event instanceof Handled handled) {
            handled(handled);
        } else if (event instanceof Accepted accepted) {
            accepted(accepted);
        } else if (event instanceof Attempted attempted) {
            attempted(attempted);
        } else if (event instanceof Ended ended) {
            ended(ended);
        }
        checksum.reset();
        int content = begin + PREFIX;
        checksum.update(buffer, content, size - content);
        fixed(begin, size - content);
        fixed(begin + 4, (int) checksum.getValue());
    }

    /** How many of the {@link #bytes} are records. */
    int size() {
        return size;
    }

    byte[] bytes() {
        return buffer;
    }

    private void arrived(Arrived event) {
        head(ARRIVED, event);
        number(event.kind().ordinal());
        name(event.source());
        text(event.sourceId());
        name(event.route());
        name(event.place());
        name(event.generation());
        payload(event.payload());
        number(Math.min(MAX_HEADERS, event.headers().size()));
        event.headers().entrySet().stream().limit(MAX_HEADERS).forEach(header -> {
            name(header.getKey());
            text(header.getValue());
        });
        text(event.traceparent());
    }

    private void handled(Handled event) {
        head(HANDLED, event);
        number(event.result().ordinal());
        text(event.failure());
        List<Step> steps =
                event.steps().subList(0, Math.min(MAX_STEPS, event.steps().size()));
        number(steps.size());
        for (Step step : steps) {
            name(step.id());
            name(step.label());
            name(step.place());
            number(micros(step.took()));
        }
        number(event.status().map(status -> status + 1).orElse(0));
    }

    private void accepted(Accepted event) {
        head(ACCEPTED, event);
        text(event.messageId());
        name(event.account());
        name(event.channel());
        payload(event.payload());
        number(event.expiresAt().map(EventWriter::micros).orElse(0L));
        name(event.route());
        name(event.source());
        text(event.traceparent());
    }

    private void attempted(Attempted event) {
        head(ATTEMPTED, event);
        text(event.messageId());
        number(micros(event.took()));
        name(event.answer());
    }

    private void ended(Ended event) {
        head(ENDED, event);
        text(event.messageId());
        number(event.end().ordinal());
        text(event.reason());
    }

    private void head(byte type, TrailEvent event) {
        room(1);
        buffer[size++] = type;
        text(event.exchangeId());
        number(micros(event.at()));
    }

    private void payload(Payload payload) {
        name(payload.contentType());
        number(payload.length());
        number(payload.whole() ? 1 : 0);
        bytes(payload.bytes());
    }

    private void name(Optional<String> name) {
        name(name.orElse(""));
    }

    /** Something that comes again in the block: it is written once, and then as its number. */
    private void name(String name) {
        Integer known = names.get(name);
        if (known != null) {
            number(known + 1);
            return;
        }
        number(0);
        text(name);
        if (names.size() < MAX_NAMES) {
            names.put(name, names.size());
        }
    }

    private void text(Optional<String> text) {
        text(text.orElse(""));
    }

    private void text(String text) {
        bytes(Cut.text(text, MAX_TEXT).getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    /** Seven bits a byte, the lowest first. */
    private void number(long number) {
        room(10);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    private void fixed(int at, int number) {
        for (int i = 0; i < 4; i++) {
            buffer[at + i] = (byte) (number >>> (24 - 8 * i));
        }
    }

    private void room(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }

    static long micros(Instant instant) {
        return micros(instant.getEpochSecond(), instant.getNano());
    }

    private static long micros(Duration duration) {
        return micros(duration.getSeconds(), duration.getNano());
    }

    /** What is too far away to be counted so is as far as can be. */
    private static long micros(long seconds, int nanos) {
        return Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, seconds)) * 1_000_000 + nanos / 1_000;
    }
}
