package io.rootsocket.hub.replay;

import io.rootsocket.hub.trail.TrailFilter;
import java.util.Optional;

/**
 * What a replay is to send.
 *
 * @param id one, by an id that the trail explains; empty: what the filter describes, but for what was itself a replay, and, if
 *     it names neither a route nor a kind, for what the hub began by itself
 * @param filter used if there is no id
 * @param asKept whether what is kept cut or redacted is sent too, as it is kept
 */
public record ReplayChoice(Optional<String> id, TrailFilter filter, boolean asKept) {

    public static ReplayChoice of(TrailFilter filter) {
        return new ReplayChoice(Optional.empty(), filter, false);
    }

    public static ReplayChoice of(String id) {
        return new ReplayChoice(Optional.of(id), TrailFilter.ALL, false);
    }

    /** The same, with what is kept cut or redacted. */
    public ReplayChoice asKept(boolean wanted) {
        return new ReplayChoice(id, filter, wanted);
    }
}
