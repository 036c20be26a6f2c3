package io.rootsocket.hub.routes;

/**
 * Why a file is not taken.
 *
 * @param problem what is wrong with it
 * @param odd whether that is a file that cannot be read, be it another that this one names: then this file alone is left as
 *     it was, as nobody can have meant it
 */
public record RefusedFile(RouteProblem problem, boolean odd) {

    public static RefusedFile whole(RouteProblem problem) {
        return new RefusedFile(problem, false);
    }
}
