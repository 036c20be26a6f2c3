package io.rootsocket.hub.intake;

import java.io.File;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.FileOperations;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets a file source put a file away into a folder that another one has just made, such as that of another hub, or of a route
 * beside it. Camel takes it for one that cannot be made, and leaves the file, which is done, to be taken again.
 */
final class SharedFolders extends LifecycleStrategySupport {

    @Override
    public void onServiceAdd(CamelContext camel, Service service, @Nullable Route route) {
        if (service instanceof FileConsumer files) {
            files.setOperations(new Operations(files.getEndpoint()));
        }
    }

    /** Camel's, for which a folder is made also if somebody else did. */
    static final class Operations extends FileOperations {

        Operations(FileEndpoint endpoint) {
            super(endpoint);
        }

        @Override
        protected boolean buildDirectory(
                File folder, Set<PosixFilePermission> permissions, boolean absolute, boolean stepwise) {
            boolean made = super.buildDirectory(folder, permissions, absolute, stepwise);
            return made || folder.isDirectory();
        }
    }
}
