package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.hub.BrokerAccess;
import io.rootsocket.hub.hub.HubSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how a JMS client gets into the hub's broker. */
@Command(
        name = "broker",
        description = {
            "Prints where the JMS broker of the hub is and who a client must say that it is.",
            "Works on the hub's settings and its data folder, whether it runs or not."
        },
        footer = {"", "Example: hub broker --show-password"})
final class BrokerCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--show-password", description = "Prints the password as well.")
    private boolean showPassword;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() {
        BrokerAccess access = BrokerAccess.of(HubSettings.of(Invocation.of(spec).environment()));
        if (format.isJson()) {
            spec.commandLine().getOut().println(json(access));
        } else {
            Invocation.of(spec).screen().print(sheet(access));
        }
        return 0;
    }

    private String json(BrokerAccess access) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("url", access.url());
        access.user().ifPresent(user -> json.put("user", user));
        access.passwordFile().ifPresent(file -> json.put("passwordFile", file.toString()));
        access.password().filter(secret -> showPassword).ifPresent(password -> json.put("password", password));
        return json.toPrettyString();
    }

    private Table sheet(BrokerAccess access) {
        Table sheet = Table.sheet().row("url", access.url());
        access.user().ifPresent(user -> sheet.row("user", user));
        access.password().ifPresent(password -> sheet.row("password", showPassword ? password : hidden(access)));
        return sheet;
    }

    private static String hidden(BrokerAccess access) {
        return access.passwordFile()
                .map("in %s; --show-password shows it"::formatted)
                .orElse("HUB_BROKER_PASSWORD");
    }
}
