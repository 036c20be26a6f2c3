/** The manual as a web site that can be searched, without a server. Start at {@link ManualSite}. */
@NullMarked
package io.rootsocket.hub.documentation.site;

import org.jspecify.annotations.NullMarked;
