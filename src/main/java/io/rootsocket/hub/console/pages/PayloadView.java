package io.rootsocket.hub.console.pages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.rootsocket.hub.trail.Payload;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A payload as a person wants it.
 *
 * @param type what it says it is
 * @param length how many bytes it had
 * @param note what is not there of it, if anything
 * @param raw as it was kept; of one that is no text, its first bytes in hexadecimal
 * @param pretty the same laid out; empty if it is no JSON
 */
record PayloadView(String type, long length, String note, String raw, String pretty) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int FIRST_BYTES = 512;
    private static final int MAX_DIFF = 20_000;
    private static final int HEAD_OF_DIFF = 3;

    static PayloadView of(Payload payload) {
        Optional<String> text = payload.text();
        boolean none = payload.bytes().length == 0;
        return new PayloadView(
                payload.contentType(),
                payload.length(),
                payload.length() > 0 && none
                        ? "It was not kept."
                        : payload.whole() ? "" : "Not as it was: secrets or the end are left out.",
                text.orElseGet(() -> hex(payload.bytes())),
                text.flatMap(PayloadView::laidOut).orElse(""));
    }

    /** A message as RootSocket takes it: laid out is its data, which is what a route has made. */
    static PayloadView ofMessage(Payload payload) {
        PayloadView whole = of(payload);
        return payload.text()
                .flatMap(PayloadView::data)
                .map(data -> new PayloadView(
                        whole.type(),
                        whole.length(),
                        whole.note(),
                        whole.raw(),
                        laidOut(data).orElse(data)))
                .orElse(whole);
    }

    private static Optional<String> data(String message) {
        try (JsonParser parser = JSON.createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("data")) {
                    return value == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException cut) {
            return Optional.empty();
        }
    }

    /** What it is compared by. */
    private String lines() {
        return pretty.isEmpty() ? raw : pretty;
    }

    private static String hex(byte[] bytes) {
        String all = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, FIRST_BYTES));
        return bytes.length > FIRST_BYTES ? all + " …" : all;
    }

    /** JSON with each number as it was written, and what comes twice twice. */
    private static Optional<String> laidOut(String text) {
        var out = new StringWriter();
        try (JsonParser parser = JSON.createParser(text);
                JsonGenerator generator = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            JsonToken token = parser.nextToken();
            if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            for (; token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    generator.writeNumber(parser.getText());
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        } catch (IOException | IllegalStateException noJson) {
            return Optional.empty();
        }
        return Optional.of(out.toString());
    }

    /** A line of a comparison: {@code same}, {@code gone} or {@code new}. */
    record Line(String kind, String text) {}

    /** What it is in comparison with what it was; nothing if that is the same, or too long to be compared. */
    List<Line> comparedWith(PayloadView before) {
        if (lines().equals(before.lines()) || lines().length() + before.lines().length() > MAX_DIFF) {
            return List.of();
        }
        List<String> were = before.lines().lines().toList();
        List<String> are = lines().lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff("", "", were, DiffUtils.diff(were, are), MAX_DIFF).stream()
                .skip(HEAD_OF_DIFF)
                .map(line -> new Line(
                        line.startsWith("+") ? "new" : line.startsWith("-") ? "gone" : "same", line.substring(1)))
                .toList();
    }
}
