package io.rootsocket.hub.validate.flow;

import java.util.Locale;

/**
 * A part of the message that an expression reads.
 *
 * @param name of the header, variable or property; empty where there is only one, or all are meant
 */
record Read(Part part, String name) {

    enum Part {
        BODY,
        HEADER,
        ANY_HEADER,
        VARIABLE,
        ANY_VARIABLE,
        PROPERTY,
        ANY_PROPERTY,
        FILE_NAME,
        /** What came with the message and stays there: attachments, the original body. */
        ORIGINAL
    }

    static final Read BODY = new Read(Part.BODY, "");
    static final Read ANY_HEADER = new Read(Part.ANY_HEADER, "");
    static final Read ANY_VARIABLE = new Read(Part.ANY_VARIABLE, "");
    static final Read ANY_PROPERTY = new Read(Part.ANY_PROPERTY, "");
    static final Read FILE_NAME = new Read(Part.FILE_NAME, "");
    static final Read ORIGINAL = new Read(Part.ORIGINAL, "");

    static Read header(String name) {
        return new Read(Part.HEADER, name);
    }

    static Read variable(String name) {
        return new Read(Part.VARIABLE, name);
    }

    static Read property(String name) {
        return new Read(Part.PROPERTY, name);
    }

    /** Headers are the same in every case. */
    String key() {
        return name.toLowerCase(Locale.ROOT);
    }
}
