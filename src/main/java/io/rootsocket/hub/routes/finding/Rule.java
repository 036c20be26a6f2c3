package io.rootsocket.hub.routes.finding;

import java.util.Locale;

/** What a finding is about. The names are stable: scripts and CI may refer to them. */
public enum Rule {
    FILE("The file is text in UTF-8, within the bounds of what is read."),
    YAML("The file is readable YAML."),
    SCHEMA("Steps and their options are those of Camel's YAML schema."),
    CAMEL("Camel can read the file."),
    COMPONENT("The component of an endpoint exists and is on board."),
    ENDPOINT("The options of an endpoint are known and have usable values."),
    KAMELET("A kamelet exists and gets the parameters that it needs."),
    TEMPLATE("A route template exists and gets the parameters that it needs."),
    BEAN("The beans that a route uses exist."),
    EXPRESSION("Expressions can be parsed."),
    SCHEDULE("A schedule can be read, and fires some day."),
    PLACEHOLDER("Every setting has a value or a default."),
    CHANNEL("Channel names are those that RootSocket takes."),
    DUPLICATE("Ids and the names of schedules are used once."),
    CONSUMER("What is sent to a direct endpoint is taken by a route."),
    SECRET("No secret is written in clear."),
    SIZE("Files and messages are within the limits."),
    TAINTED_ENDPOINT("No outsider has a say in which endpoint is called."),
    TAINTED_CHANNEL("No outsider has a say in the options of a `rootsocket:` endpoint."),
    TAINTED_PROGRAM("No outsider has a say in which program runs, or with which arguments."),
    TAINTED_SQL("What an outsider wrote is given to SQL as a bound parameter."),
    TAINTED_CODE("Nothing that an outsider wrote is evaluated."),
    TAINTED_FILE_NAME("No outsider has a say in the name of a file."),
    TAINTED_HTTP_ADDRESS("No outsider has a say in the address of a request."),
    TAINTED_MAIL("No outsider has a say in the recipients or the server of a mail."),
    TAINTED_TOPIC("No outsider has a say in a topic, a queue or a key."),
    TAINTED_TEMPLATE("No outsider has a say in a template."),
    TAINTED_BEAN("No outsider has a say in the name of a bean, a class or a method."),
    WEBHOOK_METHOD("A webhook names the methods that it takes."),
    ALLOWANCE("What a file allows names a rule and a reason, and is needed.");

    private final String promise;

    Rule(String promise) {
        this.promise = promise;
    }

    /** As it is written: {@code endpoint}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a comment in the file can say that it is meant. */
    public boolean canBeAllowed() {
        return name().startsWith("TAINTED_") || this == WEBHOOK_METHOD;
    }

    /** What holds for a file without such a finding. */
    public String promise() {
        return promise;
    }
}
