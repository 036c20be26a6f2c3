/**
 * The folder of routes, as everybody reads it: its files, the pieces that they are cut into, and how pieces get into a Camel
 * context.
 *
 * <p>Start at {@link io.rootsocket.hub.routes.FolderReader}, the one way in which a folder is read, at {@link
 * io.rootsocket.hub.routes.ParsedFiles}, which cuts its files into {@link io.rootsocket.hub.routes.Piece}s, and at {@link
 * io.rootsocket.hub.routes.PieceLoader}, which loads them. Whoever runs, changes, checks or tests routes comes through here.
 * May import the rooms below, {@code routes.yaml}, {@code routes.finding} and {@code routes.refusal}, and {@code files},
 * {@code schedule.timetable}, {@code settings} and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.routes;

import org.jspecify.annotations.NullMarked;
