package io.rootsocket.hub.cli.doctor;

/**
 * What was found out about one thing.
 *
 * @param about the thing, in a word
 * @param state how it is
 * @param says what was found
 * @param advice what to do; empty if there is nothing to do
 */
record Diagnosis(String about, State state, String says, String advice) {

    /** The worst of all findings decides the exit code. */
    enum State {
        OK("ok"),
        /** The hub runs all the same. */
        WARNING("look"),
        /** What is needed does not answer now. */
        AWAY("AWAY"),
        /** It must be fixed first. */
        WRONG("WRONG");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static Diagnosis ok(String about, String says) {
        return new Diagnosis(about, State.OK, says, "");
    }

    static Diagnosis warning(String about, String says, String advice) {
        return new Diagnosis(about, State.WARNING, says, advice);
    }

    static Diagnosis away(String about, String says, String advice) {
        return new Diagnosis(about, State.AWAY, says, advice);
    }

    static Diagnosis wrong(String about, String says, String advice) {
        return new Diagnosis(about, State.WRONG, says, advice);
    }

    /** One line of a screen. */
    @Override
    public String toString() {
        String line =
                "%-5s %-8s %s".formatted(state.label(), about, says.strip().replaceAll("\\s+", " "));
        return advice.isEmpty() ? line : line + " " + advice;
    }
}
