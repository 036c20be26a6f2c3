package io.rootsocket.hub.engine.reload;

import io.rootsocket.hub.engine.RouteProblem;

/**
 * Why a file is not taken.
 *
 * @param problem what is wrong with it
 * @param odd whether that is a file that cannot be read, be it another that this one names: then this file alone is left as
 *     it was, as nobody can have meant it
 */
record Refusal(RouteProblem problem, boolean odd) {

    static Refusal whole(RouteProblem problem) {
        return new Refusal(problem, false);
    }
}
