package io.rootsocket.hub.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What is signed where it is more than a body. */
final class SignedContent {

    private SignedContent() {}

    /** @param before what is signed with the body, and stands before it */
    static byte[] of(String before, byte[] body) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        return content.toByteArray();
    }
}
