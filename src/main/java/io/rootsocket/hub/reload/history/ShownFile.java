package io.rootsocket.hub.reload.history;

import io.rootsocket.hub.routes.FolderState;
import java.util.List;

/** A file of the folder as a person may see it. */
public final class ShownFile {

    private ShownFile() {}

    /**
     * Its lines, with a mask in the place of whatever is a secret or may be one.
     *
     * @param name its path within the folder; no lines if there is no such file
     */
    public static List<String> lines(FolderState state, String name) {
        return state.file(name)
                .map(file -> SecretLines.of(file, SecretParameters.of(state)))
                .orElse(List.of());
    }
}
