package io.rootsocket.hub.component;

/** How a body goes into the field {@code data} of a message. */
public enum DataFormat {
    /** As a JSON string, which is what RootSocket documents. A structured body becomes its JSON text. */
    STRING,
    /** As a JSON value. A text body must be JSON. */
    JSON
}
