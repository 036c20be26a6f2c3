/**
 * What fires when. Quartz types stay in here.
 *
 * <p>Start at {@link io.rootsocket.hub.schedule.NextFires}. May import none of our packages.
 */
@NullMarked
package io.rootsocket.hub.schedule;

import org.jspecify.annotations.NullMarked;
