package io.rootsocket.hub.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.dataformat.csv.CsvRecordConverter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Camel's CSV, which hands on no record that is not what its file meant: not one with a value too many or too few, of two
 * columns with one name, of another separator or another charset. A text that can be read twice is looked through before
 * its first record is handed on, so that it is taken whole or not at all.
 */
final class StrictCsv extends CsvDataFormat {

    private static final String SEPARATORS = ",;\t|";

    @Override
    protected void doInit() throws Exception {
        CsvRecordConverter<?> own = getRecordConverter();
        setRecordConverter(record -> {
            check(record);
            return own == null ? converted(record) : own.convertRecord(record);
        });
        super.doInit();
    }

    private Object converted(CSVRecord record) {
        return isUseMaps() || isUseOrderedMaps() ? record.toMap() : record.toList();
    }

    @Override
    public Object unmarshal(Exchange exchange, Object body) throws Exception {
        if (isLazyLoad()) {
            WholeFileConverter.checkOwn(body);
        } else {
            WholeFileConverter.checkWhole(body);
        }
        CsvText text = CsvText.of(exchange, body);
        try {
            if (isLazyLoad() && !text.isReadOnce()) {
                try (CsvRecords records = records(exchange, text)) {
                    records.forEachRemaining(record -> {});
                }
            }
            return isLazyLoad() ? records(exchange, text) : super.unmarshal(exchange, text.open());
        } catch (IOException | RuntimeException e) {
            throw unreadable(text, e);
        }
    }

    private CsvRecords records(Exchange exchange, CsvText text) throws Exception {
        var reader = new CsvRecords.BoundedReader(text.open(), WholeFileConverter.maxBytes());
        return new CsvRecords((Iterator<?>) super.unmarshal(exchange, reader), reader);
    }

    private static IOException unreadable(CsvText text, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableCsvException said) {
                return said;
            }
            if (cause instanceof CharacterCodingException) {
                return text.inAnotherCharset();
            }
        }
        return new UnreadableCsvException("It is no CSV: %s".formatted(failure.getMessage()), failure);
    }

    private void check(CSVRecord record) {
        List<String> names = record.getParser().getHeaderNames();
        if (names.isEmpty()) {
            return;
        }
        if (record.getRecordNumber() == 1) {
            checkNames(names);
        }
        if (!record.isConsistent()) {
            throw odd(
                    "Line %d has %d values, and there are %d columns. A value with a `%s` in it needs quotes around it."
                            .formatted(
                                    record.getParser().getCurrentLineNumber(),
                                    record.size(),
                                    names.size(),
                                    separator()));
        }
    }

    private void checkNames(List<String> names) {
        Set<String> known = new HashSet<>();
        for (String name : names) {
            if (name.indexOf('\0') >= 0) {
                throw odd("It is not text in UTF-8. Save it as CSV UTF-8.");
            }
            if (!known.add(name)) {
                throw odd("Two columns are called `%s`. Give one of them another name.".formatted(name));
            }
        }
        if (names.size() == 1) {
            other(names.get(0)).ifPresent(found -> {
                throw odd(
                        "The columns are separated by `%s`, and the route expects `%s`. Set its `delimiter`, or save the file with `%s`."
                                .formatted(found, separator(), separator()));
            });
        }
    }

    private Optional<String> other(String name) {
        return Stream.of(SEPARATORS.split(""))
                .filter(separator -> !separator.equals(separator()) && name.contains(separator))
                .findFirst();
    }

    private String separator() {
        @Nullable Character set = getDelimiter();
        return String.valueOf(set == null ? ',' : set);
    }

    /** Camel takes only unchecked ones from here. */
    private static UncheckedIOException odd(String message) {
        return new UncheckedIOException(new UnreadableCsvException(message));
    }
}
