package io.rootsocket.hub.http;

import java.util.Map;

/**
 * Why a request goes no further.
 *
 * @param status 400 to 599
 * @param detail what, why, and what to do, for the answer
 * @param headers what the answer has besides
 */
public record Refusal(int status, String detail, Map<String, String> headers) {

    public Refusal(int status, String detail) {
        this(status, detail, Map.of());
    }
}
