package io.rootsocket.hub.engine.validate;

/** A setting without a value and without a default. */
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
}
