package io.rootsocket.hub.polling;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server has answered, as text. */
final class AnsweredText {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s;\"]+)");

    private AnsweredText() {}

    /** @throws PollFailedException if it is none in the charset that it names */
    static String of(ServerAnswer answer, PollTarget target) throws PollFailedException {
        String name = answer.contentType()
                .map(CHARSET::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse(StandardCharsets.UTF_8.name());
        try {
            String text = Charset.forName(name)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(answer.body()))
                    .toString();
            // Some write a byte order mark, which is none of the text.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new PollFailedException(
                    "%s answered with something that is no text in %s.".formatted(target, name), e);
        }
    }
}
