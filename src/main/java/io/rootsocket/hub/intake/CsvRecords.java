package io.rootsocket.hub.intake;

import java.io.Closeable;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;

/** Records one after the other, of which none may be larger than what is read whole: its quote may never end. */
record CsvRecords(Iterator<?> records, BoundedReader reader) implements Iterator<Object>, Closeable {

    @Override
    public boolean hasNext() {
        reader.beginRecord();
        return records.hasNext();
    }

    @Override
    public Object next() {
        reader.beginRecord();
        return records.next();
    }

    @Override
    public void close() throws IOException {
        if (records instanceof Closeable open) {
            open.close();
        }
        reader.close();
    }

    /** Fails once a record goes on for too long. */
    static final class BoundedReader extends FilterReader {

        private final long max;
        private long read;

        BoundedReader(Reader reader, long max) {
            super(reader);
            this.max = max;
        }

        private void beginRecord() {
            read = 0;
        }

        @Override
        public int read() throws IOException {
            int character = super.read();
            count(character < 0 ? 0 : 1);
            return character;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int characters = super.read(buffer, offset, length);
            count(characters);
            return characters;
        }

        private void count(int characters) throws IOException {
            read += Math.max(0, characters);
            if (read > max) {
                throw new UnreadableCsvException(
                        "One record has more than %d characters. Is a quote missing, or is it no text?".formatted(max));
            }
        }
    }
}
