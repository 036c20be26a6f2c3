package io.rootsocket.hub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Sends a request letter by letter, as a stranger can: with any Host, twice or not at all. */
public record RawHttp(int port) {

    /** An answer, its head by lines. */
    public record Reply(int status, List<String> head, String body) {

        public Optional<String> header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst();
        }
    }

    /** A request addressed as it should be. */
    public Reply send(String method, String path, String body, String... headers) {
        return sendAsIs(
                "%s %s HTTP/1.1".formatted(method, path),
                body,
                Stream.concat(Stream.of("Host: 127.0.0.1:" + port), Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** A request without a header that is not given, but for those that end it. */
    public Reply sendAsIs(String firstLine, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(firstLine).append("\r\n");
        Stream.of(headers).forEach(header -> head.append(header).append("\r\n"));
        head.append("Connection: close\r\nContent-Length: %d\r\n\r\n".formatted(bytes.length));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            var out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
            out.flush();
            return reply(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(firstLine, e);
        }
    }

    private static Reply reply(String text) {
        String[] parts = text.split("\r\n\r\n", 2);
        List<String> head = parts[0].lines().toList();
        return new Reply(Integer.parseInt(head.get(0).split(" ")[1]), head, parts[1]);
    }
}
