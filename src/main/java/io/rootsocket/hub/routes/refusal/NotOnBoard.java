package io.rootsocket.hub.routes.refusal;

import io.rootsocket.hub.text.NearestWord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ArtifactModel;
import org.apache.camel.tooling.model.DataFormatModel;
import org.jspecify.annotations.Nullable;

/**
 * Says what of Camel is missing, and which jar brings it. Camel's catalog is read when it is first asked. Safe for threads.
 *
 * @param message what is missing
 * @param suggestion what to do
 */
public record NotOnBoard(String message, Optional<String> suggestion) {

    private static final String DATA_FORMATS = "META-INF/services/org/apache/camel/dataformat/";

    private static final class Catalog {

        private static final CamelCatalog CAMELS = new DefaultCamelCatalog(true);
    }

    public static NotOnBoard component(CamelContext camel, String scheme) {
        var all = new TreeSet<>(Catalog.CAMELS.findComponentNames());
        all.addAll(new LiveNames(camel).components());
        return of(camel, "component", scheme, Catalog.CAMELS.componentModel(scheme), all);
    }

    public static NotOnBoard dataFormat(CamelContext camel, String name) {
        List<String> all = Catalog.CAMELS.findDataFormatNames();
        DataFormatModel model = Catalog.CAMELS.dataFormatModel(name);
        Optional<String> meant = model == null ? byStep(camel, name, all) : Optional.empty();
        return meant.map(known -> new NotOnBoard(
                        "There is no data format `%s`.".formatted(name),
                        Optional.of("Did you mean `%s`?".formatted(known))))
                .orElseGet(() -> of(camel, "data format", name, model, all));
    }

    /** The name of what a step calls in another way, such as {@code json}. */
    private static Optional<String> byStep(CamelContext camel, String name, List<String> all) {
        return all.stream()
                .filter(known -> {
                    DataFormatModel model = Catalog.CAMELS.dataFormatModel(known);
                    return model != null && name.equals(model.getModelName());
                })
                .filter(known -> camel.getClassResolver().loadResourceAsURL(DATA_FORMATS + known) != null)
                .findFirst();
    }

    public static NotOnBoard language(CamelContext camel, String name) {
        return of(camel, "language", name, Catalog.CAMELS.languageModel(name), Catalog.CAMELS.findLanguageNames());
    }

    private static NotOnBoard of(
            CamelContext camel, String kind, String name, @Nullable ArtifactModel<?> model, Collection<String> others) {
        return model == null
                ? new NotOnBoard("There is no %s `%s`.".formatted(kind, name), NearestWord.suggestion(name, others))
                : new NotOnBoard(
                        "The %s `%s` is not on board.".formatted(kind, name),
                        Optional.of("Put %s-%s.jar and what it needs into ext/."
                                .formatted(model.getArtifactId(), camel.getVersion())));
    }
}
