package io.rootsocket.hub.console.api;

/**
 * {@code POST /api/rollback}.
 *
 * @param generation the number of the generation to go back to
 */
public record RollbackRequest(Integer generation) {

    public RollbackRequest {
        generation = Required.given(generation, "generation");
    }
}
