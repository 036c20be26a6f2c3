package io.rootsocket.hub.reload;

/** A bean that a file of routes can declare. */
public final class Greeter {

    private String text = "";

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
