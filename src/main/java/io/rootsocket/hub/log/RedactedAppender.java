package io.rootsocket.hub.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AbstractOutputStreamAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * Writes what another one would have written, without secrets: whatever the text of a log is made of, it comes by here as a
 * whole. Safe to share between threads.
 */
final class RedactedAppender extends AbstractAppender {

    private static final JsonMapper JSON = new JsonMapper();

    private final AbstractOutputStreamAppender<?> written;
    private final boolean json;
    private final Supplier<UnaryOperator<String>> redaction;
    private final Consumer<String> recent;

    /** @param recent hears each line that was written */
    RedactedAppender(
            AbstractOutputStreamAppender<?> written,
            Supplier<UnaryOperator<String>> redaction,
            Consumer<String> recent) {
        super(
                "redacted-" + written.getName(),
                written.getFilter(),
                written.getLayout(),
                written.ignoreExceptions(),
                Property.EMPTY_ARRAY);
        this.written = written;
        this.json = String.valueOf(written.getLayout().getContentType()).startsWith("application/json");
        this.redaction = redaction;
        this.recent = recent;
    }

    @Override
    public void append(LogEvent event) {
        // A value that is left out may be the rest of the line, but not its end.
        String text = new String(getLayout().toByteArray(event), StandardCharsets.UTF_8).stripTrailing();
        UnaryOperator<String> redact = redaction.get();
        String redacted = redact.apply(text);
        String shown = json && !redacted.equals(text) ? fieldByField(text, redact) : redacted;
        recent.accept(shown);
        byte[] line = (shown + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        written.getManager().writeBytes(line, 0, line.length);
        written.getManager().flush();
    }

    /** What is left out of the line as a whole might leave half a field. */
    private static String fieldByField(String line, UnaryOperator<String> redact) {
        try {
            var event = (ObjectNode) JSON.readTree(line);
            event.fieldNames().forEachRemaining(name -> {
                JsonNode value = event.get(name);
                if (value.isTextual()) {
                    event.put(name, redact.apply(value.textValue()));
                }
            });
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What the layout has written is no JSON", e);
        }
    }
}
