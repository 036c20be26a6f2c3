/**
 * How a file that somebody wrote is read: as text, within bounds that are the same for routes, kamelets, tests, calendars
 * and settings. What is beyond them is an {@link io.rootsocket.hub.files.OddFile} with its reason, and never an error that
 * stops more than that file.
 *
 * <p>Start at {@link io.rootsocket.hub.files.TextFile}. May import nothing of the hub's own.
 */
@NullMarked
package io.rootsocket.hub.files;

import org.jspecify.annotations.NullMarked;
