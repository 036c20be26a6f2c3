package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the hub is: what {@code GET /observe/health} answers, in the form of Camel's own.
 *
 * @param status {@code UP} or {@code DOWN}
 * @param checks what was looked at
 */
public record HealthAnswer(String status, List<Check> checks) {

    public HealthAnswer {
        checks = List.copyOf(checks);
    }

    /**
     * What one check says.
     *
     * @param name which
     * @param status {@code UP}, {@code DOWN}, or {@code UNKNOWN} where the hub is degraded
     * @param error what went wrong
     * @param message what a person should know
     * @param data more, for who asks with {@code data=true}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Check(
            String name,
            String status,
            @JsonProperty("error-message") @Nullable String error,
            @Nullable String message,
            @Nullable SortedMap<String, Object> data) {}
}
