package io.rootsocket.hub.trail.redaction;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** XML, also as text within XML: elements of a secret name, or that name a secret in an attribute. For one text. */
final class XmlElements {

    private static final int MAX_TAG_LENGTH = 1_000;
    private static final Pattern NAMING =
            Pattern.compile("(?i)\\b(?:name|key|id|field|property|param)\\s*=\\s*[\"']([^\"']*)[\"']");

    private final MaskedText masked;
    private final String text;
    private final Predicate<String> secret;

    XmlElements(MaskedText masked, Predicate<String> secret) {
        this.masked = masked;
        this.text = masked.text();
        this.secret = secret;
    }

    /**
     * @param end where a tag closes
     * @param open how tags open: {@code <} or {@code &lt;}
     * @param close how they close: {@code >} or {@code &gt;}
     * @return where to go on
     */
    int mask(int end, String open, String close) {
        int after = end + close.length();
        int begin = text.lastIndexOf(open, end - 1);
        if (begin < 0 || end - begin > MAX_TAG_LENGTH) {
            return after;
        }
        String tag = text.substring(begin + open.length(), end);
        if (tag.isEmpty() || tag.endsWith("/") || "/!?".indexOf(tag.charAt(0)) >= 0) {
            return after;
        }
        int blank = 0;
        while (blank < tag.length() && !Character.isWhitespace(tag.charAt(blank))) {
            blank++;
        }
        String name = tag.substring(0, blank);
        if (!secret.test(name.substring(name.indexOf(':') + 1)) && !namesSecret(tag.substring(blank))) {
            return after;
        }
        int stop = text.indexOf(open + "/" + name, after);
        return masked.mask(after, stop < 0 ? text.length() : stop);
    }

    private boolean namesSecret(String attributes) {
        return attributes.indexOf('=') >= 0
                && NAMING.matcher(attributes).results().anyMatch(naming -> secret.test(naming.group(1)));
    }
}
