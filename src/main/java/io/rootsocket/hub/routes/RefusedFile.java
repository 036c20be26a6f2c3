package io.rootsocket.hub.routes;

/**
 * Why a file is not taken.
 *
 * @param problem what is wrong with it
 * @param odd whether that is a file that cannot be read, be it another that this one names: then this file alone is left as
 *     it was, as nobody can have meant it
 * @param passing whether it may pass by itself, as what it connects to is away
 */
public record RefusedFile(RouteProblem problem, boolean odd, boolean passing) {

    public RefusedFile(RouteProblem problem, boolean odd) {
        this(problem, odd, false);
    }

    public static RefusedFile whole(RouteProblem problem) {
        return new RefusedFile(problem, false);
    }
}
