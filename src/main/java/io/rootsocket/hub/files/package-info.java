/**
 * Files as others may touch them: what people write is read within bounds, and what the hub writes is for its own user only.
 *
 * <p>{@link io.rootsocket.hub.files.TextFile} reads routes, kamelets, tests, calendars and settings as text, within bounds
 * that are the same for all. What is beyond them is an {@link io.rootsocket.hub.files.OddFile} with its reason, and never an
 * error that stops more than that file.
 *
 * <p>{@link io.rootsocket.hub.files.DataFolder} closes everything that the hub keeps, whoever writes it; {@link
 * io.rootsocket.hub.files.PrivateFiles} makes what we write ourselves private from its first byte on. {@link
 * io.rootsocket.hub.files.FolderFormat} keeps a hub from what a newer one has written,
 * and {@link io.rootsocket.hub.files.FolderUse} a restore from what a running one uses.
 *
 * <p>May import nothing of the hub's own.
 */
@NullMarked
package io.rootsocket.hub.files;

import org.jspecify.annotations.NullMarked;
