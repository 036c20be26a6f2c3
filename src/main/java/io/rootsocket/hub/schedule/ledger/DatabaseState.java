package io.rootsocket.hub.schedule.ledger;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.h2.api.ErrorCode;

/**
 * What a look at the database of the schedules finds, which changes nothing there.
 *
 * @param is how it is
 * @param says the same in words
 */
public record DatabaseState(Is is, String says) {

    /** How a database is. */
    public enum Is {
        /** It can be used as it is. */
        CURRENT,
        /** There is none yet, or a start must change its tables first. */
        TO_COME,
        /** A newer hub has changed its tables. */
        NEWER,
        /** It does not answer now. */
        AWAY,
        /** It answers, and cannot be used. */
        WRONG
    }

    /** Looks at it, for a few seconds at most. */
    public static DatabaseState of(ScheduleSettings settings) {
        String shown = settings.url()
                .map(ScheduleSettings::shown)
                .orElseGet(() -> settings.folder().resolve("schedules") + " (H2)");
        if (settings.url().isEmpty() && !Files.exists(settings.folder().resolve("schedules.mv.db"))) {
            return new DatabaseState(Is.TO_COME, shown + " is not there yet");
        }
        if (settings.url().filter(url -> !url.startsWith(Database.POSTGRES)).isPresent()) {
            return new DatabaseState(Is.WRONG, shown + " is not the URL of a PostgreSQL.");
        }
        try (Connection connection = connect(settings)) {
            if (!Migrations.haveBegun(connection)) {
                return new DatabaseState(Is.TO_COME, shown + " has no tables of a hub yet");
            }
            if (Migrations.newer(connection).isPresent()) {
                return new DatabaseState(Is.NEWER, "A newer hub has changed the tables of %s.".formatted(shown));
            }
            return Migrations.areDone(connection)
                    ? new DatabaseState(Is.CURRENT, shown + ", up to date")
                    : new DatabaseState(Is.TO_COME, shown + " is of an earlier version");
        } catch (SQLException e) {
            return failed(shown, e);
        }
    }

    private static Connection connect(ScheduleSettings settings) throws SQLException {
        var login = new Properties();
        if (settings.url().isPresent()) {
            login.setProperty("connectTimeout", "5");
            login.setProperty("socketTimeout", "5");
            settings.user().ifPresent(user -> login.setProperty("user", user));
            settings.password().ifPresent(password -> login.setProperty("password", password));
            return DriverManager.getConnection(settings.url().get(), login);
        }
        login.setProperty("user", "hub");
        return DriverManager.getConnection(
                "jdbc:h2:async:%s;MODE=PostgreSQL;DB_CLOSE_ON_EXIT=FALSE;IFEXISTS=TRUE;ACCESS_MODE_DATA=r"
                        .formatted(settings.folder().resolve("schedules").toAbsolutePath()),
                login);
    }

    private static DatabaseState failed(String shown, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String why = String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\.+$", "");
        if (failure.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
            return new DatabaseState(Is.CURRENT, shown + " is in use by another process");
        }
        return new DatabaseState(
                state.startsWith("08") ? Is.AWAY : Is.WRONG, "%s cannot be used: %s.".formatted(shown, why));
    }
}
