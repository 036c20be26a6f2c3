/** What the pages show, and what nobody can do to them. */
@NullMarked
package io.rootsocket.hub.console.pages;

import org.jspecify.annotations.NullMarked;
