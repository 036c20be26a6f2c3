package io.rootsocket.hub.reload.history;

import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.settings.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a file as they may be shown: with each setting's name but not its value, and with {@value #MASK} in place of
 * whatever stands under the name of a secret. It reads lines, not YAML, because a file that is no YAML is shown as well;
 * where it cannot tell, it hides too much.
 */
final class SecretLines {

    static final String MASK = "xxxxxx";

    private static final Pattern SETTING = Pattern.compile("(\\s*[#!]?\\s*[\\w.\\[\\]-]{1,100}\\s*[=:]\\s*).*");
    private static final Pattern NAMED = Pattern.compile("([\\w.-]+)[\"']?\\s*[:=][ \\t]*");
    private static final Pattern KEY = Pattern.compile("[\"']?[\\w.-]+[\"']?:(\\s|$)");
    private static final Pattern OPEN =
            // A quoted one ends with its quote; what follows is looked at by itself.
            Pattern.compile("(?:\"EXPRESSION\"|'EXPRESSION')\\s*(?:[,}\\]].*|[\"']?)|EXPRESSION[,}\\]\"'\\s]*"
                    .replace("EXPRESSION", "(?:\\{\\{[?!]?[\\w.-]+}}|\\{\\{env:\\w+}}|\\$\\{[^}\"']*})"));
    private static final Pattern NAME_OF_VALUE = Pattern.compile("\\bname:\\s*[\"']?([\\w.-]+)");
    private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@\"']*:)[^@\\s{]+(?=@)");
    private static final Pattern IN_QUERY = Pattern.compile("[?&][\\w.-]+=$");
    /** Up to what separates it from the next; what is quoted or in brackets may have that inside. */
    private static final Pattern QUERY_VALUE = Pattern.compile("(?:\\{\\{[?!]?[\\w.-]+}}|[^&\\s\"'(){}]+)(?=&)");

    private static final Set<String> SHOWN_BESIDE_A_NAME = Set.of("name", "id", "description", "title", "type", "uri");
    private static final Set<String> SHOWS_A_VALUE = Set.of("default", "example", "enum");

    private final Predicate<String> secret;
    private final boolean kamelet;
    private final List<String> lines;
    private final List<String> shown = new ArrayList<>();

    private SecretLines(SourceFile file, Predicate<String> secret) {
        this.secret = secret;
        this.kamelet = file.isKamelet();
        this.lines = file.text().lines().toList();
    }

    /** @param parameters names of kamelets' parameters that are secrets, whatever they are called */
    static List<String> of(SourceFile file, Set<String> parameters) {
        var masked = new SecretLines(file, name -> parameters.contains(name) || SettingNames.isSecret(name));
        return file.isProperties() ? masked.settings() : masked.yaml();
    }

    private List<String> settings() {
        boolean goesOn = false;
        for (String line : lines) {
            Matcher setting = SETTING.matcher(line);
            if (line.isBlank()) {
                shown.add(line);
            } else {
                shown.add(!goesOn && setting.matches() ? setting.group(1) + MASK : MASK);
            }
            goesOn = line.endsWith("\\");
        }
        return shown;
    }

    private List<String> yaml() {
        int hidden = Integer.MAX_VALUE;
        int described = Integer.MAX_VALUE;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int column = column(line);
            if (line.isBlank()) {
                shown.add(line);
                continue;
            }
            if (column > hidden || column == hidden && line.startsWith("- ", column - 2 < 0 ? 0 : column - 2)) {
                shown.add(line.substring(0, indent(line)) + MASK);
                continue;
            }
            hidden = Integer.MAX_VALUE;
            described = column > described ? described : Integer.MAX_VALUE;
            int from = secretFrom(i, described);
            if (from < 0) {
                shown.add(withoutUserInfo(line));
            } else if (kamelet && from == line.length()) {
                // The description of a parameter, whose default is as secret as it.
                described = column;
                shown.add(line);
            } else {
                // A text that goes on over several lines has them in one column, right of its key.
                hidden = KEY.matcher(line).region(column, line.length()).lookingAt() ? column : column - 1;
                shown.add(
                        from == line.length()
                                ? line
                                : withoutUserInfo(line.substring(0, from)) + MASK + restOfQuery(line, from));
            }
        }
        return shown;
    }

    /** Where in a line a secret begins; the line's end if it is in those below; -1 if there is none. */
    private int secretFrom(int index, int described) {
        String line = lines.get(index);
        Matcher flow = NAME_OF_VALUE.matcher(line);
        int brace = line.indexOf('{');
        if (flow.find() && brace >= 0 && brace < flow.start() && secret.test(flow.group(1))) {
            return brace + 1;
        }
        Matcher named = NAMED.matcher(line);
        while (named.find()) {
            String name = named.group(1);
            boolean first = named.start(1) <= column(line) + 1;
            boolean isSecret = secret.test(name)
                    || first && belongsToASecretName(index, name)
                    || first && SHOWS_A_VALUE.contains(name) && column(line) > described;
            if (isSecret && !OPEN.matcher(line.substring(named.end())).matches()) {
                return named.end();
            }
        }
        return -1;
    }

    /** What follows a secret in the query of an address, as far as that is none itself. */
    private String restOfQuery(String line, int from) {
        Matcher value = QUERY_VALUE.matcher(line).region(from, line.length());
        if (!IN_QUERY.matcher(line.substring(0, from)).find() || !value.lookingAt()) {
            return "";
        }
        String rest = line.substring(value.end());
        Matcher named = NAMED.matcher(rest);
        while (named.find()) {
            if (secret.test(named.group(1))
                    && !OPEN.matcher(rest.substring(named.end())).matches()) {
                return rest.substring(0, named.end()) + MASK + restOfQuery(rest, named.end());
            }
        }
        return withoutUserInfo(rest);
    }

    /** Whether it is the value in {@code name: password} and {@code value: …}, in whichever order. */
    private boolean belongsToASecretName(int index, String key) {
        return !SHOWN_BESIDE_A_NAME.contains(key) && (isBeside(index, 1) || isBeside(index, -1));
    }

    private boolean isBeside(int index, int step) {
        int column = column(lines.get(index));
        for (int i = index; i >= 0 && i < lines.size(); i += step) {
            String line = lines.get(i);
            boolean newItem = !line.isBlank() && indent(line) < column;
            if (i != index && newItem && (step > 0 || column(line) < column)) {
                return false;
            }
            Matcher name = NAME_OF_VALUE.matcher(line);
            if (column(line) == column && name.find() && name.start() == column && secret.test(name.group(1))) {
                return true;
            }
            if (newItem && step < 0) {
                return false;
            }
        }
        return false;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** Where the first word stands, behind the dashes of a list and the sign of a comment. */
    private static int column(String line) {
        int column = indent(line);
        while (column + 1 < line.length() && (line.startsWith("- ", column) || line.charAt(column) == '#')) {
            column++;
            while (column < line.length() && line.charAt(column) == ' ') {
                column++;
            }
        }
        return column;
    }

    private static String withoutUserInfo(String line) {
        return USER_INFO.matcher(line).replaceAll("$1" + MASK);
    }
}
