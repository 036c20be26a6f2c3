package io.rootsocket.hub.console.api;

/** The body of a request that says all by its path. */
public record NothingAsked() {}
