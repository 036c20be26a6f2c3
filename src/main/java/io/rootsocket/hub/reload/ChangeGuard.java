package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.FolderState;
import java.util.Optional;

/** Looks at a change of the routes that is right in itself, before it is made. */
@FunctionalInterface
public interface ChangeGuard {

    /** Lets every change pass. */
    ChangeGuard NONE = (running, wanted) -> Optional.empty();

    /**
     * Why a change is not to be made; empty if it is. Called while no other change can be made, so it should not take long.
     *
     * @param running the files as they run
     * @param wanted the files as they would run
     */
    Optional<String> refusal(FolderState running, FolderState wanted);
}
