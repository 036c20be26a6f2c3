package io.rootsocket.hub.validate;

import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import java.nio.charset.StandardCharsets;

/** Finds what is larger than its reader takes. */
final class SizeCheck {

    private SizeCheck() {}

    static void check(ExpressionUse use, Findings findings) {
        int bytes = use.text().getBytes(StandardCharsets.UTF_8).length;
        if (use.language().equals("constant") && bytes > Event.MAX_BYTES) {
            findings.warning(
                    Rule.SIZE,
                    use.node(),
                    "This text has %d bytes, and RootSocket drops messages of more than %d."
                            .formatted(bytes, Event.MAX_BYTES),
                    "Send less, or a link.");
        }
    }
}
