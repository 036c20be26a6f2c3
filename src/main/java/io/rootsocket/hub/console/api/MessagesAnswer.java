package io.rootsocket.hub.console.api;

import java.util.List;
import java.util.Optional;

/**
 * {@code GET /api/messages}.
 *
 * @param messages the newest first, without their payloads
 * @param next where to go on, as {@code before}; empty: there are no more
 */
public record MessagesAnswer(List<MessageAnswer> messages, Optional<String> next) {}
