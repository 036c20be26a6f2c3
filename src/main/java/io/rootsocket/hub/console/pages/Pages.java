package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.hub.Hub;
import java.util.ArrayList;
import java.util.List;

/** All pages; a new one is a class, a template, and a line here. */
public final class Pages {

    private Pages() {}

    /** In the order of the navigation. */
    public static List<Page> of(Hub hub) {
        var pages = new ArrayList<Page>();
        var letters = DeadLetterIndex.of(hub);
        pages.add(new NowPage(hub, letters));
        pages.add(new MessagesPage(hub));
        pages.add(new MessagePage(hub));
        pages.add(new ReplaysPage(hub));
        pages.addAll(List.of(
                new SchedulesPage(hub.schedules()),
                new SchedulePage(hub.schedules()),
                new BackfillPage(hub.schedules())));
        pages.addAll(DeadLettersPage.of(hub, letters));
        pages.addAll(RoutesPage.of(hub));
        return List.copyOf(pages);
    }
}
