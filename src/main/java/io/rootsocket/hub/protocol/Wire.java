package io.rootsocket.hub.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads and writes RootSocket's JSON, in UTF-8. */
public final class Wire {

    /** Numbers keep their digits (1.10 stays 1.10), and text after the JSON is an error. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Wire() {}

    /** The bytes of a request, an answer or an event. */
    public static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("%s cannot be written as JSON".formatted(value.getClass()), e);
        }
    }

    /** The text of a request, an answer or an event. */
    public static String writeText(Object value) {
        return new String(write(value), StandardCharsets.UTF_8);
    }

    /**
     * Reads a request, an answer or an event.
     *
     * @throws JsonProcessingException if the text is not JSON, or not JSON of that shape
     */
    public static <T> T read(String json, Class<T> type) throws JsonProcessingException {
        return JSON.readValue(json, type);
    }

    /**
     * Reads any JSON.
     *
     * @throws JsonProcessingException if the text is not JSON
     */
    public static JsonNode readTree(String json) throws JsonProcessingException {
        return JSON.readTree(json);
    }
}
