/**
 * {@code hub schedules} and what a person does about a schedule: {@code run-now}, {@code pause}, {@code resume}, {@code
 * skip}, {@code unskip}.
 *
 * <p>Start at {@link io.rootsocket.hub.cli.schedules.SchedulesCommand} and {@link
 * io.rootsocket.hub.cli.schedules.ScheduleAction}. May import {@code cli.invocation}, {@code cli.screen}, and what they
 * ask.
 */
@NullMarked
package io.rootsocket.hub.cli.schedules;

import org.jspecify.annotations.NullMarked;
