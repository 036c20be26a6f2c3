package io.rootsocket.hub.hub;

import org.apache.camel.CamelContext;

/** Something that is attached to the hub before its routes are loaded, such as the doors it listens on. */
@FunctionalInterface
public interface HubExtension {

    /**
     * Adds to a context that is initialised but not yet started.
     *
     * @throws Exception if the hub cannot run without it; the hub then does not start
     */
    void attach(CamelContext camel, HubSettings settings) throws Exception;

    /**
     * Told once, when every route that can run does.
     *
     * @throws Exception if the hub cannot run without it; the hub then stops again
     */
    default void started(Hub hub) throws Exception {}

    /** Told once, before {@link #stopping}: the hub goes on for now, and whoever sends to it should look for another. */
    default void leaving() {}

    /** Told once, when the hub begins to stop: it takes nothing new from now on. */
    default void stopping() {}

    /** Told when the time for work in flight is over: what is not done by now will not be. */
    default void cutOff() {}
}
