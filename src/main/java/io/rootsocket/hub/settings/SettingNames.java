package io.rootsocket.hub.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.SensitiveUtils;

/**
 * The settings that the files of a folder ask for.
 *
 * @param names the names between {@code {{} and {@code }}}
 * @param text everything that the files say, for names that are asked for in other ways: {@code {{env:NAME}}}, in a script
 */
public record SettingNames(Set<String> names, String text) {

    private static final Pattern ASKED = Pattern.compile("\\{\\{[?!]?\\s*([\\w.-]+)");
    private static final Pattern SECRET = Pattern.compile(
            "(?i:(.*[._-])?(key|secret|password|passwd|passphrase|token|credentials?|authorization|cookie|pin))"
                    + "|.*(Key|Secret|Password|Passwd|Passphrase|Token|Credentials?)");

    /** A file that is larger is no file of routes. */
    private static final long MAX_BYTES = 3_000_000;

    public SettingNames {
        names = Set.copyOf(names);
    }

    /** Reads the folder and its sub-folders; one that is not there asks for nothing. */
    public static SettingNames in(Path folder) {
        try (Stream<Path> files = Files.find(folder, 2, (file, is) -> is.isRegularFile() && is.size() < MAX_BYTES)) {
            return of(files.map(SettingNames::text).toList());
        } catch (IOException e) {
            return of(Set.of());
        }
    }

    /** What these texts ask for. */
    public static SettingNames of(Collection<String> texts) {
        String all = String.join("\n", texts);
        return new SettingNames(
                ASKED.matcher(all).results().map(asked -> asked.group(1)).collect(Collectors.toSet()), all);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether a variable is read: as the value of a setting, as the file of a secret one, or by its own name. */
    boolean isRead(String variable) {
        return variables().contains(variable) || text.contains(variable);
    }

    /** The variables that set them. */
    Set<String> variables() {
        var variables = new TreeSet<String>();
        for (String name : names) {
            variables.add(Variable.of(name));
            if (isSecret(name)) {
                variables.add(Variable.of(name) + Variable.FILE);
            }
        }
        return variables;
    }

    /** Whether what is called so is a secret, as far as a name tells. */
    public static boolean isSecret(String name) {
        return SensitiveUtils.containsSensitive(name) || SECRET.matcher(name).matches();
    }
}
