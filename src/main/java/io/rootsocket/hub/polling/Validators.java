package io.rootsocket.hub.polling;

import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a server says an answer can be recognised by, so that it need not send the same one again. */
record Validators(String address, String etag, String lastModified) {

    private static final int MAX_LENGTH = 2_000;

    /** What the answer says; empty if it says nothing. */
    static Optional<Validators> of(String address, Message answer) {
        var validators = new Validators(
                address,
                Objects.requireNonNullElse(answer.getHeader("ETag", String.class), ""),
                Objects.requireNonNullElse(answer.getHeader("Last-Modified", String.class), ""));
        return validators.etag.isEmpty() && validators.lastModified.isEmpty()
                ? Optional.empty()
                : Optional.of(validators);
    }

    /** What was noted; empty if it was noted of another address. */
    static Optional<Validators> read(String note, String address) {
        String[] lines = note.split("\n", -1);
        return lines.length == 3 && lines[0].equals(address)
                ? Optional.of(new Validators(address, lines[1], lines[2]))
                : Optional.empty();
    }

    /** To be noted; null if it is too long. */
    @Nullable
    String note() {
        String note = String.join("\n", address, etag, lastModified);
        boolean isNote = note.length() <= MAX_LENGTH && note.indexOf('\0') < 0 && note.split("\n", -1).length == 3;
        return isNote ? note : null;
    }

    void askBy(Message request) {
        if (!etag.isEmpty()) {
            request.setHeader("If-None-Match", etag);
        }
        if (!lastModified.isEmpty()) {
            request.setHeader("If-Modified-Since", lastModified);
        }
    }
}
