package io.rootsocket.hub.security;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** Notices when it is made an object again. */
final class Tripwire implements Serializable {

    private static final long serialVersionUID = 1L;

    static volatile boolean sprung;

    private final String text;

    Tripwire(String text) {
        this.text = text;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        sprung = true;
    }

    @Override
    public String toString() {
        return text;
    }
}
