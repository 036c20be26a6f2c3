package io.rootsocket.hub.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One caller of a webhook, with its connection and at most one call under way. */
final class LoadCaller {

    /** As a shop posts it; the text that a flow makes of it ends in {@code sent} and {@code number}. */
    private static final String BODY = """
            {"number":%d,"sent":"%d","customer":"Ana Martín","items":[{"sku":"A-1","quantity":3,"price":19.99},\
            {"sku":"B-7","quantity":1,"price":4.5}],"note":"Please ring twice"}""";

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length: ";
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private final SocketChannel channel;
    private final String head;
    private final ByteBuffer in = ByteBuffer.allocate(16_384);
    private long due;
    private boolean succeeded;

    LoadCaller(InetSocketAddress address, String path) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        head = "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: "
                .formatted(path, address.getHostString(), address.getPort());
    }

    void register(Selector selector) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** @param due from when its answer's time counts */
    void send(int number, long due) throws IOException {
        this.due = due;
        in.clear();
        byte[] body = BODY.formatted(number, due).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] start = (head + body.length + END_OF_HEAD).getBytes(ISO_8859_1);
        var request = ByteBuffer.allocate(start.length + body.length)
                .put(start)
                .put(body)
                .flip();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Reads what is there. Returns whether it is the whole answer. */
    boolean read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("The server has closed a connection that was to be kept: " + text());
        }
        String text = text();
        int head = text.indexOf(END_OF_HEAD);
        if (head < 0 || !isWhole(text, head)) {
            return false;
        }
        succeeded = text.startsWith("HTTP/1.1 20");
        return true;
    }

    private static boolean isWhole(String text, int head) {
        String headers = text.substring(0, head + 2).toLowerCase(Locale.ROOT);
        int length = headers.indexOf(LENGTH);
        if (length < 0) {
            return text.endsWith(LAST_CHUNK);
        }
        int from = length + LENGTH.length();
        int bytes = Integer.parseInt(headers, from, headers.indexOf('\r', from), 10);
        return text.length() == head + END_OF_HEAD.length() + bytes;
    }

    private String text() {
        return new String(in.array(), 0, in.position(), ISO_8859_1);
    }

    long due() {
        return due;
    }

    boolean succeeded() {
        return succeeded;
    }

    void close() throws IOException {
        channel.close();
    }
}
