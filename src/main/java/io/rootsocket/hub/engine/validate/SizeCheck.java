package io.rootsocket.hub.engine.validate;

import io.rootsocket.hub.protocol.Event;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds what is larger than its reader takes. */
final class SizeCheck {

    /** Where the YAML parser stops, in characters. */
    private static final int LARGEST_FILE = 3 * 1024 * 1024;

    private SizeCheck() {}

    /** @return whether the file can be checked any further */
    static boolean fits(RouteSource source, Findings findings) {
        if (source.text().length() <= LARGEST_FILE) {
            return true;
        }
        findings.add(new Finding(
                source.file(),
                1,
                1,
                Rule.SIZE,
                Severity.ERROR,
                "The file has %d characters; the parser takes %d."
                        .formatted(source.text().length(), LARGEST_FILE),
                Optional.of("Split it into several files.")));
        return false;
    }

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
