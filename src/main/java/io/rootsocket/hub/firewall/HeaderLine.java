package io.rootsocket.hub.firewall;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/** What may be a header of a mail or of an answer: one line, or it would be two headers, or none at all. */
final class HeaderLine {

    /** How a long header of a mail goes on in the next line. */
    private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]+(?=\\S)");

    private static final Pattern NAME = Pattern.compile("[!-~&&[^:]]+");

    private HeaderLine() {}

    /**
     * @throws UnusableInstructionException if a header of a mail that is to be sent is not one line
     */
    static void requireInMail(Message mail) {
        for (String name : List.copyOf(mail.getHeaders().keySet())) {
            if (!isLine(name)) {
                throw UnusableInstructionException.lines("The name of a header of the mail");
            }
            if (!isLine(FOLD.matcher(text(mail, name)).replaceAll(" "))) {
                throw UnusableInstructionException.lines(
                        NAME.matcher(name).matches()
                                ? "The header `%s` of the mail".formatted(name)
                                : "A header of the mail");
            }
        }
    }

    /** Whether it can be a header of an answer. */
    static boolean isLine(Message answer, String name) {
        return isLine(name) && isLine(text(answer, name));
    }

    static boolean isLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
                return false;
            }
        }
        return true;
    }

    /** As a component reads it that makes a text of it; what is a stream can be read again. */
    private static String text(Message message, String name) {
        Object value = message.getHeader(name);
        if (value instanceof Collection<?> several) {
            // Each is a header of its own, or is between commas.
            return String.join("", several.stream().map(String::valueOf).toList());
        }
        @Nullable String text = message.getHeader(name, String.class);
        if (value instanceof StreamCache stream) {
            stream.reset();
        }
        return text == null ? "" : text;
    }
}
