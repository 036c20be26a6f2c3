package io.rootsocket.hub.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JSON of the admin door. A request is read strictly, so that a slip of the pen never means something else; an answer
 * may have fields that this version does not know. Safe for threads.
 */
public final class StrictJson {

    private static final JsonMapper ANSWERS = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            // A path as it is written, not as a file: URI.
            .addModule(new SimpleModule()
                    .addSerializer(Path.class, ToStringSerializer.instance)
                    .addDeserializer(Path.class, new PathAsWritten()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ObjectMapper REQUESTS = strict();

    private StrictJson() {}

    private static ObjectMapper strict() {
        JsonMapper strict = JsonMapper.builder()
                .addModule(new SimpleModule().addDeserializer(Instant.class, new TimeAsText()))
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        strict.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return strict;
    }

    /** A request or an answer as text. */
    public static String write(Object value) {
        try {
            return ANSWERS.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("%s cannot be written as JSON".formatted(value.getClass()), e);
        }
    }

    /**
     * An answer.
     *
     * @throws JsonProcessingException if it is something else, as a hub of another version may send it
     */
    public static <T> T answer(JsonNode json, Class<T> type) throws JsonProcessingException {
        return ANSWERS.treeToValue(json, type);
    }

    /** A value as the tree that its text has, for who prints it. */
    public static JsonNode tree(Object value) {
        return ANSWERS.valueToTree(value);
    }

    /**
     * A request; no bytes at all are an object without fields.
     *
     * @throws IllegalArgumentException if it is no such request; the message says why, and never what else it holds
     */
    public static <T extends Record> T request(byte[] json, Class<T> type) {
        JsonNode tree = tree(json);
        if (!tree.isObject()) {
            throw new IllegalArgumentException("The body must be a JSON object.");
        }
        requireKnown(tree, type);
        try {
            return REQUESTS.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(UnreadableRequest.reason(e), e);
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return json.length == 0 ? REQUESTS.createObjectNode() : REQUESTS.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(UnreadableRequest.notJson(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body is not JSON in UTF-8.", e);
        }
    }

    private static void requireKnown(JsonNode tree, Class<? extends Record> type) {
        List<String> known = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        tree.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(UnreadableRequest.unknown(name, known));
            }
        });
    }

    /** Only as text: a number could mean seconds or milliseconds. */
    private static final class TimeAsText extends FromStringDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        TimeAsText() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String value, DeserializationContext context) {
            try {
                return Instant.parse(value);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private static final class PathAsWritten extends FromStringDeserializer<Path> {

        private static final long serialVersionUID = 1L;

        PathAsWritten() {
            super(Path.class);
        }

        @Override
        protected Path _deserialize(String value, DeserializationContext context) {
            return Path.of(value);
        }
    }
}
