package io.rootsocket.hub.broker.body;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.utils.DataConstants;

/**
 * How Artemis' JMS client writes the body of each type of message. It is gone through and not kept: lengths in it are a
 * stranger's, and the client makes room for them before it reads.
 */
final class JmsBody {

    /** Up to here a string of a stream is written as UTF-16 without a length in bytes, up to the next as UTF-8. */
    private static final int SHORT_STRING = 9;

    private static final int LONG_STRING = 0xfff;

    private final DataInputStream body;

    private JmsBody(InputStream body) {
        this.body = new DataInputStream(body);
    }

    /**
     * @param type of Artemis' message types
     * @throws IOException if a client could not read the body as that type
     */
    static void check(byte type, InputStream stored) throws IOException {
        var body = new JmsBody(stored);
        switch (type) {
            case Message.DEFAULT_TYPE, Message.BYTES_TYPE -> body.skipRest();
            case Message.TEXT_TYPE -> body.skipNullableBytes();
            case Message.OBJECT_TYPE -> body.skipObject();
            case Message.MAP_TYPE -> body.skipMap();
            case Message.STREAM_TYPE -> body.skipStream();
            default -> throw new IOException("there is no such type");
        }
    }

    private void skipRest() throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    private void skip(long count) throws IOException {
        if (count < 0) {
            throw new IOException("a length is negative");
        }
        try {
            body.skipNBytes(count);
        } catch (EOFException e) {
            throw tooShort();
        }
    }

    private static IOException tooShort() {
        return new IOException("it ends too early");
    }

    private int readByte() throws IOException {
        int read = body.read();
        if (read < 0) {
            throw tooShort();
        }
        return read;
    }

    private int readInt() throws IOException {
        try {
            return body.readInt();
        } catch (EOFException e) {
            throw tooShort();
        }
    }

    private boolean isNull() throws IOException {
        return readByte() == DataConstants.NULL;
    }

    private void skipBytes() throws IOException {
        skip(readInt());
    }

    private void skipNullableBytes() throws IOException {
        if (!isNull()) {
            skipBytes();
        }
    }

    /** Without a body, it is no object. */
    private void skipObject() throws IOException {
        int first = body.read();
        if (first >= 0) {
            int rest = readByte() << 16 | readByte() << 8 | readByte();
            skip(first << 24 | rest);
        }
    }

    private void skipMap() throws IOException {
        if (isNull()) {
            return;
        }
        int entries = readInt();
        if (entries < 0) {
            throw new IOException("a length is negative");
        }
        for (int i = 0; i < entries; i++) {
            skipBytes();
            byte type = (byte) readByte();
            switch (type) {
                case DataConstants.NULL -> skip(0);
                case DataConstants.STRING -> skipBytes();
                default -> skipValue(type);
            }
        }
    }

    private void skipStream() throws IOException {
        for (int type = body.read(); type >= 0; type = body.read()) {
            if (type == DataConstants.STRING) {
                skipNullableString();
            } else {
                skipValue((byte) type);
            }
        }
    }

    private void skipValue(byte type) throws IOException {
        switch (type) {
            case DataConstants.BOOLEAN, DataConstants.BYTE -> skip(1);
            case DataConstants.SHORT, DataConstants.CHAR -> skip(2);
            case DataConstants.INT, DataConstants.FLOAT -> skip(4);
            case DataConstants.LONG, DataConstants.DOUBLE -> skip(8);
            case DataConstants.BYTES -> skipBytes();
            default -> throw new IOException("there is no type of values " + type);
        }
    }

    private void skipNullableString() throws IOException {
        if (isNull()) {
            return;
        }
        int characters = readInt();
        if (characters < SHORT_STRING) {
            skip(2L * characters);
        } else if (characters < LONG_STRING) {
            skip(readByte() << 8 | readByte());
        } else {
            skipBytes();
        }
    }
}
