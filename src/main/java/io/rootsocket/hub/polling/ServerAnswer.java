package io.rootsocket.hub.polling;

import java.util.Optional;

/**
 * What a server has answered.
 *
 * @param changed false if it says that nothing has changed since it was asked before; then there is no body
 */
record ServerAnswer(boolean changed, byte[] body, Optional<String> contentType, Optional<Validators> validators) {

    static final ServerAnswer UNCHANGED = new ServerAnswer(false, new byte[0], Optional.empty(), Optional.empty());
}
