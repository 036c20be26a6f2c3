package io.rootsocket.hub.validate;

import io.rootsocket.hub.text.NearestWord;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.BaseOptionModel;

/** The functions of Simple, by Camel's catalog. */
final class SimpleWords {

    private static final class Known {
        private static final Set<String> FUNCTIONS = new DefaultCamelCatalog()
                .languageModel("simple").getFunctions().stream()
                        .map(BaseOptionModel::getName)
                        .map(name -> name.replaceFirst("[.:(\\[].*", ""))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private SimpleWords() {}

    static Optional<String> suggestion(String typed) {
        String word = typed.replaceFirst("[.:(\\[].*", "").strip();
        return NearestWord.to(word, Known.FUNCTIONS)
                .map(near ->
                        "Did you mean `${%s}`?".formatted(near + typed.strip().substring(word.length())));
    }
}
