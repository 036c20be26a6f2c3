package io.rootsocket.hub.cli.screen;

/** What a cell says at a glance, for who sees colours. */
public enum Tone {
    PLAIN(""),
    GOOD("32"),
    WARNING("33"),
    BAD("31"),
    FAINT("2");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    String on(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
