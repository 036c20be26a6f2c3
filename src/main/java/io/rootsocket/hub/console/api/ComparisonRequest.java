package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rootsocket.hub.replay.VersionComparison;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/routes/comparison}: what another version of the routes would make of what came in last.
 *
 * @param files the other version, by the name of each file within the folder; none: the folder as it is saved
 * @param routes which routes took the inputs; none: any
 * @param last how many inputs, from 1 to {@value VersionComparison#MAX_INPUTS}; default 200
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComparisonRequest(
        @Nullable Map<String, String> files,
        @Nullable List<String> routes,
        @Nullable Integer last) {

    private static final int USUAL = 200;

    public ComparisonRequest {
        if (last != null && (last < 1 || last > VersionComparison.MAX_INPUTS)) {
            throw new IllegalArgumentException("`last` must be from 1 to %d.".formatted(VersionComparison.MAX_INPUTS));
        }
        if (files != null) {
            files.forEach((name, text) -> {
                if (text == null || !name.matches("(?!.*\\.\\.)[\\w.-][\\w./ -]*")) {
                    throw new IllegalArgumentException("`files` holds no file of a folder under `%s`.".formatted(name));
                }
            });
        }
    }

    /** Which routes took the inputs; none: any. */
    public Set<String> ofRoutes() {
        return routes == null ? Set.of() : Set.copyOf(routes);
    }

    /** How many inputs. */
    public int inputs() {
        return Objects.requireNonNullElse(last, USUAL);
    }
}
