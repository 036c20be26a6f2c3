package io.rootsocket.hub.routes;

import io.rootsocket.hub.text.NearestWord;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ArtifactModel;
import org.jspecify.annotations.Nullable;

/**
 * Says what of Camel is missing, and which jar brings it. Camel's catalog is read when it is first asked. Safe for threads.
 *
 * @param message what is missing
 * @param suggestion what to do
 */
public record NotOnBoard(String message, Optional<String> suggestion) {

    private static final class Catalog {

        private static final CamelCatalog CAMELS = new DefaultCamelCatalog(true);
    }

    public static NotOnBoard component(CamelContext camel, String scheme) {
        var all = new TreeSet<>(Catalog.CAMELS.findComponentNames());
        all.addAll(new LiveNames(camel).components());
        return of(camel, "component", scheme, Catalog.CAMELS.componentModel(scheme), all);
    }

    public static NotOnBoard dataFormat(CamelContext camel, String name) {
        return of(
                camel,
                "data format",
                name,
                Catalog.CAMELS.dataFormatModel(name),
                Catalog.CAMELS.findDataFormatNames());
    }

    public static NotOnBoard language(CamelContext camel, String name) {
        return of(camel, "language", name, Catalog.CAMELS.languageModel(name), Catalog.CAMELS.findLanguageNames());
    }

    private static NotOnBoard of(
            CamelContext camel,
            String kind,
            String name,
            @Nullable ArtifactModel<?> model,
            Collection<String> others) {
        return model == null
                ? new NotOnBoard("There is no %s `%s`.".formatted(kind, name), NearestWord.suggestion(name, others))
                : new NotOnBoard(
                        "The %s `%s` is not on board.".formatted(kind, name),
                        Optional.of("Put %s-%s.jar and what it needs into ext/."
                                .formatted(model.getArtifactId(), camel.getVersion())));
    }
}
