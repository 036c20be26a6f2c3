package io.rootsocket.hub.validate.schema;

import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds what stands in front of a key and has become a part of it: a dash without a space, or a space that is none to YAML. */
final class MistypedKey {

    private static final Pattern HARD_SPACE = Pattern.compile("[\\u00A0\\u202F\\u2007]");

    private MistypedKey() {}

    /** @return whether it is such a key */
    static boolean report(String key, Node at, Findings findings) {
        Matcher space = HARD_SPACE.matcher(key);
        if (space.find()) {
            findings.error(
                    Rule.SCHEMA,
                    at,
                    "The space in `%s` is a no-break space (U+%04X), which YAML does not take for one."
                            .formatted(key.strip(), (int) space.group().charAt(0)),
                    "Delete it, and type a space.");
            return true;
        }
        if (key.startsWith("-")) {
            findings.error(
                    Rule.SCHEMA,
                    at,
                    "`%s` has no space after its dash.".formatted(key),
                    "Begin it with `- `, a dash and a space.");
            return true;
        }
        return false;
    }
}
