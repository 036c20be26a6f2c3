package io.rootsocket.hub.engine.reload;

import java.util.Optional;

/** What to do about a text that is not YAML. */
final class YamlAdvice {

    private YamlAdvice() {}

    static Optional<String> of(String line, String message) {
        return Optional.empty();
    }
}
