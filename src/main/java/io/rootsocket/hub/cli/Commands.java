package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.alarms.AlarmsCommand;
import io.rootsocket.hub.cli.alarms.CheckCommand;
import io.rootsocket.hub.cli.deadletters.DeadLettersCommand;
import io.rootsocket.hub.cli.doctor.DoctorCommand;
import io.rootsocket.hub.cli.messages.ExplainCommand;
import io.rootsocket.hub.cli.messages.InspectCommand;
import io.rootsocket.hub.cli.messages.MessagesCommand;
import io.rootsocket.hub.cli.messages.ReplayCommand;
import io.rootsocket.hub.cli.schedules.BackfillCommand;
import io.rootsocket.hub.cli.schedules.PauseCommand;
import io.rootsocket.hub.cli.schedules.ResumeCommand;
import io.rootsocket.hub.cli.schedules.RunNowCommand;
import io.rootsocket.hub.cli.schedules.SchedulesCommand;
import io.rootsocket.hub.cli.schedules.SkipCommand;
import io.rootsocket.hub.cli.schedules.UnskipCommand;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which commands there are. Only what a line names is made: to make them all takes picocli longer than most of them need for
 * their work.
 */
final class Commands {

    private static final String COMPLETION = "generate-completion";

    private Commands() {}

    /** All of them, in the order of the help. */
    private static Map<String, Class<?>> all() {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        all.put("run", RunCommand.class);
        all.put("sandbox", SandboxCommand.class);
        all.put("send", SendCommand.class);
        all.put("token", TokenCommand.class);
        all.put("connection", ConnectionCommand.class);
        all.put("connections", ConnectionsCommand.class);
        all.put("status", StatusCommand.class);
        all.put("alarms", AlarmsCommand.class);
        all.put("check", CheckCommand.class);
        all.put("log", LogCommand.class);
        all.put("doctor", DoctorCommand.class);
        all.put("broker", BrokerCommand.class);
        all.put("dead-letters", DeadLettersCommand.class);
        all.put("messages", MessagesCommand.class);
        all.put("explain", ExplainCommand.class);
        all.put("replay", ReplayCommand.class);
        all.put("inspect", InspectCommand.class);
        all.put("routes", RoutesCommand.class);
        all.put("reload", ReloadCommand.class);
        all.put("diff", DiffCommand.class);
        all.put("history", HistoryCommand.class);
        all.put("rollback", RollbackCommand.class);
        all.put("backup", BackupCommand.class);
        all.put("restore", RestoreCommand.class);
        all.put("graph", GraphCommand.class);
        all.put("validate", ValidateCommand.class);
        all.put("test", TestCommand.class);
        all.put("init", InitCommand.class);
        all.put("schedules", SchedulesCommand.class);
        all.put("run-now", RunNowCommand.class);
        all.put("pause", PauseCommand.class);
        all.put("resume", ResumeCommand.class);
        all.put("skip", SkipCommand.class);
        all.put("unskip", UnskipCommand.class);
        all.put("backfill", BackfillCommand.class);
        all.put("rehearse", RehearseCommand.class);
        all.put(COMPLETION, GenerateCompletion.class);
        return all;
    }

    /**
     * Adds the commands that a line may mean: those that it names. Where it names none, as for the help or a typing
     * error, it is enough to know of all of them what the help says; a shell that wants to complete knows them with
     * their options.
     */
    static void addTo(CommandLine hub, String... line) {
        Map<String, Class<?>> all = all();
        Set<String> named = Arrays.stream(line).filter(all::containsKey).collect(Collectors.toSet());
        boolean any = line.length == 0 || named.contains(COMPLETION) || mayComeFromAFile(line);
        Predicate<String> meant = any ? name -> true : named::contains;
        all.forEach((name, command) -> {
            if (meant.test(name)) {
                hub.addSubcommand(name, command);
            } else if (named.isEmpty()) {
                hub.addSubcommand(name, shown(command));
            }
        });
        CommandLine completion = hub.getSubcommands().get(COMPLETION);
        if (completion != null) {
            // picocli's own command would inherit the example of `run`.
            completion.getCommandSpec().usageMessage().footer("", "Example: source <(hub generate-completion)");
        }
    }

    /** A command as the help shows it, beside the others. */
    private static CommandSpec shown(Class<?> command) {
        Command annotation = command.getAnnotation(Command.class);
        var shown = CommandSpec.create();
        shown.usageMessage().description(annotation.description()).hidden(annotation.hidden());
        return shown;
    }

    /** picocli puts the content of a file for {@code @file}. */
    private static boolean mayComeFromAFile(String... line) {
        return Arrays.stream(line).anyMatch(argument -> argument.startsWith("@"));
    }
}
