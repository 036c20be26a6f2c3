import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Sends one message to a RootSocket, from a route. Arguments: its address, the message. */
public final class Application {

    private Application() {}

    public static void main(String[] args) throws Exception {
        try (var context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:news").to("rootsocket:message?channel=news&key=sandbox-key&apiUrl=" + args[0]);
                }
            });
            context.start();
            try (var template = context.createProducerTemplate()) {
                template.sendBody("direct:news", args[1]);
            }
        }
    }
}
