package io.rootsocket.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Dead letters as JSON, as the admin door writes them. */
final class LetterJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private LetterJson() {}

    /** @throws AdminException if it is something else, as a hub of another version may send it */
    static <T> T read(JsonNode answer, Class<T> type) {
        try {
            return JSON.treeToValue(answer, type);
        } catch (JsonProcessingException e) {
            throw new AdminException(
                    ExitCode.UNEXPECTED,
                    "The hub's answer cannot be read: %s. Is it of this version?".formatted(e.getOriginalMessage()),
                    e);
        }
    }

    static String write(Object value) {
        return JSON.<JsonNode>valueToTree(value).toPrettyString();
    }
}
