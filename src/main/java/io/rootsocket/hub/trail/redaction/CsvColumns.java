package io.rootsocket.hub.trail.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** CSV whose first line names its columns. For one text. */
final class CsvColumns {

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    private final MaskedText masked;
    private final String text;
    private final Predicate<String> secret;

    CsvColumns(MaskedText masked, Predicate<String> secret) {
        this.masked = masked;
        this.text = masked.text();
        this.secret = secret;
    }

    private record Field(int begin, int end) {}

    /** Masks the columns of secret names, if the first line is one of names. */
    void mask() {
        int line = masked.lineEnd(0);
        if (line == text.length() || text.isEmpty() || "{[<".indexOf(text.charAt(0)) >= 0) {
            return;
        }
        for (char separator : SEPARATORS) {
            List<Field> names = fields(0, line, separator);
            if (names.size() > 1 && names.stream().anyMatch(this::isSecret)) {
                maskRows(line + 1, separator, names.stream().map(this::isSecret).toList());
                return;
            }
        }
    }

    private boolean isSecret(Field field) {
        String name = text.substring(field.begin(), field.end());
        return name.length() < SecretFields.MAX_NAME_LENGTH
                && name.indexOf('=') < 0
                && name.indexOf(':') < 0
                && secret.test(name);
    }

    private void maskRows(int from, char separator, List<Boolean> secrets) {
        int begin = from;
        while (begin < text.length()) {
            List<Field> fields = fields(begin, masked.lineEnd(begin), separator);
            for (int i = 0; i < Math.min(secrets.size(), fields.size()); i++) {
                if (secrets.get(i)) {
                    masked.mask(fields.get(i).begin(), fields.get(i).end());
                }
            }
            begin = fields.get(fields.size() - 1).end() + 1;
        }
    }

    /** The fields of a row, at least one. In quotation marks, one may have separators in it, and ends of lines. */
    private List<Field> fields(int begin, int end, char separator) {
        var fields = new ArrayList<Field>();
        int from = begin;
        boolean quoted = false;
        int at = begin;
        while (at < text.length() && (quoted || at < masked.lineEnd(Math.max(at, end)))) {
            char next = text.charAt(at);
            if (next == '"') {
                quoted = !quoted;
            } else if (next == separator && !quoted) {
                fields.add(new Field(from, at));
                from = at + 1;
            }
            at++;
        }
        fields.add(new Field(from, at));
        return fields;
    }
}
