package io.rootsocket.hub.validate;

import io.rootsocket.hub.settings.HubConfigurationException;
import java.util.Optional;

/** A setting without a value that can be used, and without a default. */
final class UnknownSettingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String setting;

    UnknownSettingException(String setting, Throwable cause) {
        super(setting, cause);
        this.setting = setting;
    }

    String setting() {
        return setting;
    }

    /** Why its value cannot be used, if there is one: its file is missing, for example. */
    Optional<String> unusable() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof HubConfigurationException known) {
                return Optional.ofNullable(known.getMessage());
            }
        }
        return Optional.empty();
    }
}
