package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Attempted;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.Step;
import io.rootsocket.hub.trail.TrailEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads what {@link EventWriter} wrote. For one block. */
final class EventReader {

    private static final SourceKind[] KINDS = SourceKind.values();
    private static final Result[] RESULTS = Result.values();
    private static final MessageEnd[] ENDS = MessageEnd.values();

    private final ByteBuffer bytes;
    private final List<String> names = new ArrayList<>();

    private EventReader(byte[] block) {
        this.bytes = ByteBuffer.wrap(block);
    }

    /**
     * The events of a block, in the order in which they were written. It ends before the first record that is torn or
     * damaged, as what follows cannot be understood without it.
     */
    static List<TrailEvent> read(byte[] block) {
        var events = new ArrayList<TrailEvent>();
        if (!hasHeader(block)) {
            return events;
        }
        var reader = new EventReader(block);
        reader.bytes.position(EventWriter.HEADER.length);
        while (reader.hasWholeRecord()) {
            events.add(reader.event());
        }
        return events;
    }

    /** How many bytes of a block are whole records. */
    static int whole(byte[] block) {
        if (!hasHeader(block)) {
            return 0;
        }
        var reader = new EventReader(block);
        reader.bytes.position(EventWriter.HEADER.length);
        while (reader.hasWholeRecord()) {
            reader.bytes.position(reader.end);
        }
        return reader.bytes.position();
    }

    private static boolean hasHeader(byte[] block) {
        int length = EventWriter.HEADER.length;
        return block.length >= length && Arrays.equals(block, 0, length, EventWriter.HEADER, 0, length);
    }

    private int end;

    /** Goes behind the prefix of the next record if that is there. */
    private boolean hasWholeRecord() {
        if (bytes.remaining() < EventWriter.PREFIX) {
            return false;
        }
        int length = bytes.getInt(bytes.position());
        int checksum = bytes.getInt(bytes.position() + 4);
        int begin = bytes.position() + EventWriter.PREFIX;
        if (length <= 0 || length > bytes.limit() - begin) {
            return false;
        }
        var crc = new CRC32C();
        crc.update(bytes.array(), begin, length);
        if ((int) crc.getValue() != checksum) {
            return false;
        }
        bytes.position(begin);
        end = begin + length;
        return true;
    }

    private TrailEvent event() {
        byte type = bytes.get();
        String exchangeId = text();
        Instant at = instant(number());
        TrailEvent event = switch (type) {
            case EventWriter.ARRIVED -> arrived(exchangeId, at);
            case EventWriter.HANDLED -> handled(exchangeId, at);
            case EventWriter.ACCEPTED -> accepted(exchangeId, at);
            case EventWriter.ATTEMPTED -> new Attempted(text(), exchangeId, at, duration(number()), name());
            case EventWriter.ENDED -> new Ended(text(), exchangeId, at, ENDS[(int) number()], filled(text()));
            default -> throw new IllegalStateException("No event is of type " + type);
        };
        bytes.position(end);
        return event;
    }

    private Arrived arrived(String exchangeId, Instant at) {
        SourceKind kind = KINDS[(int) number()];
        String source = name();
        Optional<String> sourceId = filled(text());
        String route = name();
        Optional<String> place = filled(name());
        Optional<String> generation = filled(name());
        Payload payload = payload();
        Map<String, String> headers = headers();
        return new Arrived(
                exchangeId, at, kind, source, sourceId, route, place, generation, payload, headers, filled(text()));
    }

    private Map<String, String> headers() {
        int count = (int) number();
        var headers = new HashMap<String, String>();
        for (int i = 0; i < count; i++) {
            headers.put(name(), text());
        }
        return headers;
    }

    private Handled handled(String exchangeId, Instant at) {
        Result result = RESULTS[(int) number()];
        Optional<String> failure = filled(text());
        int count = (int) number();
        var steps = new ArrayList<Step>(count);
        for (int i = 0; i < count; i++) {
            steps.add(new Step(name(), name(), filled(name()), duration(number())));
        }
        int status = (int) number();
        return new Handled(
                exchangeId, at, result, failure, steps, status == 0 ? Optional.empty() : Optional.of(status - 1));
    }

    private Accepted accepted(String exchangeId, Instant at) {
        String messageId = text();
        String account = name();
        String channel = name();
        Payload payload = payload();
        long expires = number();
        return new Accepted(
                messageId,
                exchangeId,
                at,
                account,
                channel,
                payload,
                expires == 0 ? Optional.empty() : Optional.of(instant(expires)),
                name(),
                name(),
                filled(text()));
    }

    private Payload payload() {
        String contentType = name();
        long length = number();
        boolean whole = number() == 1;
        return new Payload(contentType, bytes(), length, whole);
    }

    private String name() {
        int number = (int) number();
        if (number > 0) {
            return names.get(number - 1);
        }
        String name = text();
        if (names.size() < EventWriter.MAX_NAMES) {
            names.add(name);
        }
        return name;
    }

    private static Optional<String> filled(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private String text() {
        int length = (int) number();
        var text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    private byte[] bytes() {
        byte[] copy = new byte[(int) number()];
        bytes.get(copy);
        return copy;
    }

    private long number() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
