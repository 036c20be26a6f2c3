package io.rootsocket.hub.text;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What is to be said of many things, in as many lines as somebody reads. */
public final class FewLines {

    static final int FIRST = 20;

    private FewLines() {}

    /**
     * A line for each of the first ones, and one line that says how many others there are.
     *
     * @param others what comes after the number of the others
     */
    public static List<String> of(Collection<?> things, String others) {
        int more = things.size() - FIRST;
        return Stream.concat(
                        things.stream().limit(FIRST).map(String::valueOf),
                        more > 0 ? Stream.of("%,d more %s".formatted(more, others)) : Stream.of())
                .toList();
    }
}
