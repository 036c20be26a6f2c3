package io.rootsocket.hub.tracing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes traces as OpenTelemetry's collector does, over HTTP and as protobuf, and knows the spans. */
final class Collector implements AutoCloseable {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    private final List<TakenSpan> spans = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    record TakenSpan(String trace, String id, String parent, String name) {}

    private record Field(int number, byte[] bytes) {}

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/v1/traces", call -> {
            take(call.getRequestBody().readAllBytes());
            call.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<TakenSpan> spans() {
        return spans;
    }

    /** All that it was told, with whatever text is in it. */
    List<String> texts() {
        return texts;
    }

    /** An ExportTraceServiceRequest has ResourceSpans, these have ScopeSpans, and these have Spans. */
    private void take(byte[] request) {
        texts.add(new String(request, StandardCharsets.ISO_8859_1));
        for (Field ofResource : fields(request, 1)) {
            for (Field ofScope : fields(ofResource.bytes(), 2)) {
                fields(ofScope.bytes(), 2).forEach(span -> spans.add(span(span.bytes())));
            }
        }
    }

    private static TakenSpan span(byte[] span) {
        return new TakenSpan(
                hex(span, 1), hex(span, 2), hex(span, 4), new String(only(span, 5), StandardCharsets.UTF_8));
    }

    private static String hex(byte[] message, int number) {
        return HexFormat.of().formatHex(only(message, number));
    }

    private static byte[] only(byte[] message, int number) {
        return fields(message, number).stream().map(Field::bytes).findFirst().orElse(new byte[0]);
    }

    private static List<Field> fields(byte[] message, int number) {
        var found = new ArrayList<Field>();
        ByteBuffer left = ByteBuffer.wrap(message);
        while (left.hasRemaining()) {
            long tag = varint(left);
            int length = switch ((int) (tag & 7)) {
                case VARINT -> {
                    varint(left);
                    yield 0;
                }
                case EIGHT_BYTES -> 8;
                case FOUR_BYTES -> 4;
                case LENGTH -> (int) varint(left);
                default -> throw new IllegalArgumentException("No protobuf");
            };
            byte[] bytes = new byte[length];
            left.get(bytes);
            if (tag >>> 3 == number) {
                found.add(new Field(number, bytes));
            }
        }
        return found;
    }

    private static long varint(ByteBuffer left) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = left.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
