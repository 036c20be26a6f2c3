/** What a test packs into a jar of its own and drops into {@code ext/}. Imports nothing of ours. */
@NullMarked
package io.rootsocket.hub.documentation.extension;

import org.jspecify.annotations.NullMarked;
