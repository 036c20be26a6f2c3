/**
 * What of a text nobody may keep or be shown: the values of secret names, what looks like a secret, and known secrets.
 *
 * <p>Start at {@link io.rootsocket.hub.trail.redaction.TextRedaction}; {@link io.rootsocket.hub.trail.redaction.RedactedNames}
 * says which names are secret. May import no other room.
 */
@NullMarked
package io.rootsocket.hub.trail.redaction;

import org.jspecify.annotations.NullMarked;
