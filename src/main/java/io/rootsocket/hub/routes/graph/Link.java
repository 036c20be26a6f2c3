package io.rootsocket.hub.routes.graph;

/**
 * That messages go from one place to another.
 *
 * @param via by which address, if that is no place of its own; empty otherwise
 * @param failure whether only what failed goes there
 */
public record Link(Place from, Place to, String via, boolean failure) {}
