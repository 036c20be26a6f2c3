import io.rootsocket.hub.component.RootSocketComponent;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sends one message to a RootSocket, from a route of a Spring Boot application. Arguments: its address, the message. */
@Configuration
@EnableAutoConfiguration
public class Application {

    public static void main(String[] args) {
        SpringApplication.exit(SpringApplication.run(Application.class, args));
    }

    /** Under the name of its scheme Camel takes this one. */
    @Bean
    RootSocketComponent rootsocket(ApplicationArguments arguments) {
        var component = new RootSocketComponent();
        component.getConfiguration().setKey("sandbox-key");
        component.getConfiguration().setApiUrl(arguments.getSourceArgs()[0]);
        return component;
    }

    @Bean
    RouteBuilder news() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:news").to("rootsocket:message?channel=news");
            }
        };
    }

    @Bean
    CommandLineRunner send(ProducerTemplate template) {
        return args -> template.sendBody("direct:news", args[1]);
    }
}
