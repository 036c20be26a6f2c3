package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of the service without a path: {@code apiUrl}, or else the region's. */
final class BaseUrl {

    private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private BaseUrl() {}

    /** @throws RootSocketConfigurationException if the option in use is not an address */
    static URI of(Operation operation, RootSocketConfiguration configuration) throws RootSocketConfigurationException {
        String apiUrl = configuration.getApiUrl();
        if (apiUrl == null || apiUrl.isBlank()) {
            return ofRegion(operation, configuration.getRegion());
        }
        URI url = parse(trimmed(apiUrl));
        if (url == null) {
            throw new RootSocketConfigurationException(
                    ("Option `apiUrl` of `rootsocket:%s` is not the base URL of a service. It needs a scheme http or https"
                                    + " and a host, and no user, query or fragment, such as `https://%s.rootsocket.com`.")
                            .formatted(operation.word(), RootSocketConfiguration.DEFAULT_REGION),
                    Failure.unsent(operation, null));
        }
        return url;
    }

    /** One form for what means the same. */
    static String trimmed(String apiUrl) {
        return apiUrl.strip().replaceAll("/+$", "");
    }

    private static URI ofRegion(Operation operation, String region) throws RootSocketConfigurationException {
        if (!REGION.matcher(region).matches()) {
            throw new RootSocketConfigurationException(
                    "Option `region` of `rootsocket:%s` is `%s`, which cannot be part of a host name. Use one such as `%s`."
                            .formatted(operation.word(), region, RootSocketConfiguration.DEFAULT_REGION),
                    Failure.unsent(operation, null));
        }
        return URI.create("https://" + region + ".rootsocket.com");
    }

    private static @Nullable URI parse(String text) {
        try {
            URI url = new URI(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean bare = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            return http && bare && url.getHost() != null ? url : null;
        } catch (URISyntaxException notAUrl) {
            return null;
        }
    }
}
