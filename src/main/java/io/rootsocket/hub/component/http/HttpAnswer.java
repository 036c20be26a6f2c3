package io.rootsocket.hub.component.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.rootsocket.hub.protocol.Wire;
import java.util.Optional;

/**
 * What the service answered.
 *
 * @param status the HTTP status
 * @param text the body; empty if there is none
 * @param cut whether more was said than is read
 * @param retryAfter the header {@code Retry-After} as it came
 */
public record HttpAnswer(int status, String text, boolean cut, Optional<String> retryAfter) {

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return text.isBlank();
    }

    /** Whether it is JSON, as all that RootSocket says; of one that is too long to be read, whether it begins so. */
    public Form form() {
        if (cut) {
            return text.stripLeading().matches("(?s)[{\\[\"].*") ? Form.JSON : Form.OTHER;
        }
        try {
            Wire.readTree(text);
            return Form.JSON;
        } catch (JsonEOFException e) {
            return Form.HALF;
        } catch (JsonProcessingException e) {
            return Form.OTHER;
        }
    }

    /** What an answer is. */
    public enum Form {
        JSON,
        /** JSON that breaks off. */
        HALF,
        OTHER
    }

    /** Whether the service did what was asked. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
