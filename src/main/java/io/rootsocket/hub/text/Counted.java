package io.rootsocket.hub.text;

/** A number with its noun: {@code 1 file}, {@code 3 files}. */
public final class Counted {

    private Counted() {}

    /** With the plural that most nouns have. */
    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    public static String of(long number, String noun, String nouns) {
        return "%,d %s".formatted(number, number == 1 ? noun : nouns);
    }
}
