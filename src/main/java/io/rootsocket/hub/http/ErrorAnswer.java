package io.rootsocket.hub.http;

/**
 * What the admin door answers to what it does not do.
 *
 * @param detail what, why, and what to do
 */
public record ErrorAnswer(String detail) {}
