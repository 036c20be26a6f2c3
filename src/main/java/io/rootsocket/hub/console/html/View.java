package io.rootsocket.hub.console.html;

/**
 * What a page shows.
 *
 * @param template the file that says how it looks, without {@code .ftlh}
 * @param title what the page is called in the browser
 * @param command what shows the same in a terminal, without the name of the command itself: {@code schedules --from …}
 * @param model what the template knows as {@code page}
 */
public record View(String template, String title, String command, Record model) {}
