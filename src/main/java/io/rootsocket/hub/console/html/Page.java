package io.rootsocket.hub.console.html;

import java.util.List;
import java.util.Optional;

/** A page of the console. It answers a GET of its path, as a whole and, for who listens to events, each time it has changed. */
public interface Page {

    /** Where it is, for example {@code /messages/:id}. */
    String path();

    /** Its name in the navigation; none if it is reached from another page only. */
    default Optional<String> name() {
        return Optional.empty();
    }

    /**
     * Finds what it shows now; may hold its thread.
     *
     * @throws IllegalArgumentException if the query is wrong; shown as 400
     * @throws java.util.NoSuchElementException if there is no such thing; shown as 404
     */
    View show(PageRequest request) throws Exception;

    /** What can be done on it. */
    default List<Act> acts() {
        return List.of();
    }

    /**
     * Something that a form does, by POST. Its visitor has proved to be one before it is performed.
     *
     * @param path where the form goes
     * @param deed does it
     */
    record Act(String path, Deed deed) {}

    /** What an act does. */
    @FunctionalInterface
    interface Deed {

        /**
         * Does it; may hold its thread. What it throws is told to the visitor, as of a GET.
         *
         * @return what was done, in a sentence that the page then shows
         */
        String perform(PageRequest request, Form form) throws Exception;
    }
}
